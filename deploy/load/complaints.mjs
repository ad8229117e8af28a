import { randomUUID } from 'node:crypto';

/** Complaints to a telecom operator; each is assigned to a department. */
const texts = [
  '家里宽带从昨晚开始一直断，打客服说要等三天',
  '这个月话费多扣了三十元，查不到是什么业务',
  '办公室里手机没有信号，打不出去也接不到',
  '没有订购过的彩铃业务每月扣费五元，要求取消',
  'The broadband at home keeps dropping since last night.',
  '营业厅工作人员态度很差，问什么都不耐烦',
];

let count = 0;

/** A new complaint: about 300 bytes of JSON, with a contact of its own. */
export function complaint(index = count++) {
  return {
    key: randomUUID(),
    body: JSON.stringify({
      text: `${texts[index % texts.length]}（${index}）`,
      customer: { name: '李雷', email: `citizen${index}@example.test`, replyBy: 'email', language: 'zh-CN' },
      place: '杭州市西湖区文三路 12 号',
      happenedAt: '2026-11-20',
    }),
  };
}
