import type { Understanding } from '../understanding.js';

/** A sentence as customers write it, and the expected result; without a category a person must decide. */
export type Labelled = readonly [
  text: string,
  category: string | undefined,
  also?: Partial<Understanding> & { flag?: string; notFlag?: string },
];

export const telecomSentences: readonly Labelled[] = [
  ['家里宽带从昨晚开始一直断，打客服说要等三天', 'broadband-fault', { kind: 'fault' }],
  ['家裡寬頻從昨晚開始一直斷', 'broadband-fault', { kind: 'fault' }],
  ['my internet at home keeps dropping since last night', 'broadband-fault', { kind: 'fault' }],
  ['光猫亮红灯，电视也看不了，什么时候来修', 'broadband-fault', { kind: 'fault' }],
  ['WiFi老是掉线，重启路由器也没用', 'broadband-fault'],
  ['不是宽带的问题，是手机在家里没信号', 'no-signal'],
  ['地下室一格信號都沒有，電話打不出去', 'no-signal'],
  ['No reception at all in my office since Monday', 'no-signal'],
  ['手机5G网速特别慢，视频都打不开', 'slow-data'],
  ['4G data is unusable on the train every morning', 'slow-data'],
  ['通话老是断断续续，对方听不清我说话', 'dropped-calls'],
  ['My calls get cut off after a minute', 'dropped-calls'],
  ['出国开了国际漫游，落地以后上不了网', 'roaming', { danger: false }],
  ['座机打不通新号段的手机号，提示空号', 'interconnection'],
  ['預約裝寬頻，師傅兩次都沒有來安裝', 'installation'],
  ['搬家以后宽带一直没给我移机', 'moving'],
  ['这个月话费突然多了八十块，是什么费用', 'bill'],
  ['這個月帳單多收了兩百元', 'bill'],
  ['I was overcharged on my last bill', 'bill'],
  ['微信充值一百元，两个小时了还没到账', 'top-up'],
  ['销户以后账户余额不退给我', 'refund'],
  ['提前解约要收五百块违约金，太离谱', 'contract-penalty'],
  ['新用户29元的套餐，老用户要59元，凭什么区别对待', 'tariff-dispute'],
  ['业务员骗我办了套餐，隐瞒了两年合约', 'misleading-sale', { severity: 'moderate' }],
  ['邮局代办点说入网送一百分钟通话，办完又说没有', 'broken-offer'],
  ['我想降套餐，营业厅一直不让降', 'plan-change'],
  ['申请携号转网被你们用各种理由拒绝', 'number-portability'],
  ['没经过我同意就开通了视频包，赶紧退订', 'unordered-service'],
  ['A service I never ordered was activated without my permission', 'unordered-service'],
  ['小孩玩游戏被自动续费扣了两百', 'third-party-content'],
  ['营业厅那个女的态度极其恶劣，还骂人', 'attitude', { severity: 'moderate' }],
  ['The agent was rude and hung up on me', 'attitude', { kind: 'complaint' }],
  ['打10000号排队四十分钟，人工根本转不进去', 'waiting-time'],
  ['反映了三次都说会回电，至今没人联系我', 'non-answer'],
  ['每天十几个骚扰电话，能不能管管', 'spam-calls'],
  ['总收到代开发票加微信的垃圾短信', 'spam-calls'],
  ['查到名下多了两个号码，身份证被冒用了', 'real-name'],
  ['停机保号期间号码被你们注销了，我要拿回来', 'blocked-line'],

  // Wrongdoing goes to inspection, whatever else the text contains; a person decides about a hint of it.
  ['装宽带的师傅索要红包，不给就不装', 'wrongdoing', { kind: 'report', flag: 'report', questions: [] }],
  ['你们员工把我的通话记录泄露给别人', 'wrongdoing', { kind: 'report' }],
  ['宽带断了三天，我要举报你们', undefined, { flag: 'report-suspected' }],
  ['天天有人举报骚扰电话，还是收到骚扰电话', 'spam-calls', { notFlag: 'report-suspected' }],

  // Praise, sarcasm, enquiries, suggestions.
  ['服务真好，三天没人来', undefined, { kind: 'complaint' }],
  ['Great service, three days and nobody came', undefined, { kind: 'complaint' }],
  ['你们可真行，宽带断了一周还好意思说服务很好', undefined, { kind: 'fault' }],
  ['昨天的客服小姑娘很耐心，提出表扬', undefined, { kind: 'praise' }],
  ['请问怎么办理携号转网', 'number-portability', { kind: 'enquiry' }],
  ['请问我的宽带为什么一直断', 'broadband-fault', { kind: 'fault' }],
  ['建议营业厅增加一台自助机', undefined, { kind: 'suggestion' }],

  // Vague: a person decides, with candidates.
  ['网络卡', undefined],
  ['my internet is slow', undefined],
  ['你们太差了', undefined],
  ['宽带断了两天，手机也没有信号', undefined, { kind: 'complaint' }],

  // Advertising, and complaints about advertising.
  ['代开发票，税点低，加微信13800000000', undefined, { verdict: 'not-a-complaint' }],
  [
    'Rank on the first page of Google! SEO and backlinks, visit https://seo.example',
    undefined,
    { verdict: 'not-a-complaint' },
  ],

  ['客服说我的卡涉嫌诈骗被关停，我没做过违法的事', 'blocked-line', { notFlag: 'report' }],
  ['门口线杆倒了，光缆掉下来横在路上', undefined, { danger: true, severity: 'major' }],

  // Outside bodies.
  [
    '宽带断了两天，再不修我就打12345投诉',
    'broadband-fault',
    { tier: 'yellow', severity: 'moderate', flag: 'regulator-announced' },
  ],
  ['话费乱扣，我已经向工信部申诉，申诉编号20261100123', 'bill', { tier: 'red', flag: 'regulator-involved' }],
  ['按照工信部规定老用户也能改套餐，为什么不让改', 'plan-change', { tier: 'blue', notFlag: 'regulator-announced' }],
  ['多扣的话费不退，我就找律师起诉', 'bill', { tier: 'yellow', flag: 'lawyer-announced' }],
  [
    'My broadband is down again, I will complain to the regulator',
    'broadband-fault',
    { tier: 'yellow', flag: 'regulator-announced' },
  ],
  ['不会打12345的，只想把宽带修好，已经断了两天', 'broadband-fault'],
];

export const powerSentences: readonly Labelled[] = [
  ['家里停电三个小时了，报修没人来', 'repair', { kind: 'fault' }],
  ['家裡突然停電，到現在還沒人來修', 'repair', { kind: 'fault' }],
  ['No power since last night and nobody answers', 'repair', { kind: 'fault' }],
  ['停电从来不提前通知，冰箱里的东西都坏了', 'outage-notice', { kind: 'complaint' }],
  ['检修停电说好六点送电，九点还没来电', 'outage-plan'],
  ['晚上电压低，空调带不动', 'voltage'],
  ['電壓忽高忽低，燈一直閃', 'voltage'],
  ['The voltage is too low, my lights flicker', 'voltage'],
  ['供电频率不稳，谐波超标，设备报警', 'frequency'],
  ['三天两头跳闸，一个月停了八次电', 'trips'],
  ['The power keeps tripping every week', 'trips'],
  ['申请充电桩报装一个月没动静', 'new-connection'],
  ['买了二手房想过户，户名一直改不过来', 'change-of-use'],
  ['抄表员抄错数了，多抄两百度', 'meter-reading'],
  ['没收到催费短信就欠费停电', 'meter-reading'],
  ['这个月电费突然翻倍，阶梯电价是不是算错了', 'tariff'],
  ['换了智能表以后电表走得特别快', 'metering'],
  ['昨天交电费三百元没到账', 'payment'],
  ['营业厅下午四点就关门了', 'hours'],
  ['大厅的自助机坏了一个月', 'facilities'],
  ['网上国网登录不了，收不到验证码', 'website'],
  ['供电所的人态度蛮横，还骂人', 'attitude', { severity: 'moderate' }],
  ['打了好几次电话都互相推诿，没人管', 'conduct'],
  ['施工队把我家围墙挖坏了不恢复', 'construction-damage'],
  ['电线杆立在我家地里，占地没有补偿', 'construction-land', { flag: 'compensation-asked' }],
  ['楼下变压器嗡嗡响，半夜吵得睡不着', 'construction-noise'],
  ['电工装表索要好处费五百', 'wrongdoing', { kind: 'report' }],
  ['高压线掉下来了，落在路上冒火花', 'repair', { danger: true, severity: 'major' }],
  ['A power line has fallen on the road and there are sparks', 'repair', { danger: true, severity: 'major' }],
  ['有人触电受伤了', undefined, { danger: true, severity: 'major' }],
  ['抄表的老是发火，态度恶劣', 'attitude', { danger: false }],
  ['电费算错了，不解决我就打12398', 'tariff', { tier: 'yellow', flag: 'regulator-announced' }],
  ['整个小区都停电两天没人修，记者已经来采访了', 'repair', { tier: 'red', severity: 'major', flag: 'press-involved' }],
  ['家里有呼吸机，停电两个小时了没人来', 'repair', { flag: 'vulnerable' }],
];

/** Typical cases of the field that begin with a text, and the expected first result. */
export const scenarios: readonly Labelled[] = [
  [
    '我新办的手机号，学校里的校园卡电话打不通，今天再不解决我就退网，找报社曝光',
    'interconnection',
    { tier: 'yellow', flag: 'press-announced' },
  ],
  ['老家在山里，手机没信号，要求建一个基站，过年联系不上', 'no-signal', { tier: 'blue' }],
  ['打电话老掉话，耽误我生意，要求赔偿1000元', 'dropped-calls', { flag: 'compensation-asked' }],
  ['话费多扣，别跟我说了，叫你们总经理接电话', 'bill', { flag: 'leader-asked' }],
  ['邮局的人说入网送100分钟免费通话，结果没有', 'broken-offer'],
  ['我的号码停机期间被你们销号了', 'blocked-line'],
  ['一个人说能退，另一个人说不能退，两次答复不一样', undefined],
  [
    '我们小区家家宽带每天晚上都断，再不解决我就去工信部申诉',
    'broadband-fault',
    { tier: 'yellow', severity: 'major', flag: 'group' },
  ],
];
