/**
 * The only style sheet, small enough to be part of each page. 18 px text, one column, spacing in steps of 4 px, touch targets
 * of 48 px, one accent colour (the policy loader checks its contrast with white). It works in browsers of 2018; newer ones
 * get a softer accent in dark mode.
 */
const sheet = `
:root{--ink:#1b1b1b;--quiet:#555;--paper:#fff;--soft:#f4f4f2;--line:#8a8a8a;--wrong:#b3261e;--accent:ACCENT;--link:ACCENT}
@media (prefers-color-scheme:dark){:root{--ink:#ededeb;--quiet:#b4b4b0;--paper:#161616;--soft:#232323;--line:#868686;--wrong:#ff9a92;--link:#b9d0ee}
@supports (color:color-mix(in srgb,red,blue)){:root{--link:color-mix(in srgb,ACCENT 40%,white)}}}
*{box-sizing:border-box}
html{font-size:112.5%;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:40rem;padding:0 16px;background:var(--paper);color:var(--ink);line-height:1.6;overflow-wrap:break-word;
font-family:"PingFang SC","HarmonyOS Sans SC","Noto Sans CJK SC","Microsoft YaHei",system-ui,-apple-system,"Segoe UI",sans-serif}
html[lang=zh-TW] body{font-family:"PingFang TC","HarmonyOS Sans TC","Noto Sans CJK TC","Microsoft JhengHei",system-ui,sans-serif}
html[lang=en] body{font-family:system-ui,-apple-system,"Segoe UI","PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
h1{font-size:1.5rem;line-height:1.35;margin:24px 0 8px}h2{font-size:1.1rem;margin:28px 0 8px}p{margin:8px 0}
a,.link{color:var(--link);text-decoration:underline;text-underline-offset:3px}
a:focus,button:focus,input:focus,textarea:focus,summary:focus,[tabindex]:focus{outline:3px solid var(--link);outline-offset:2px}
header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;column-gap:16px;padding:8px 0;border-bottom:1px solid var(--soft)}
nav{display:flex;flex-wrap:wrap;column-gap:20px}
header a,footer a,footer span,footer button{display:inline-flex;align-items:center;min-height:48px;font-size:.9rem}
.operator{font-weight:600;color:var(--ink);text-decoration:none;font-size:1rem!important}
footer{margin-top:40px;padding:4px 0 24px;border-top:1px solid var(--soft)}footer span{color:var(--quiet)}
.jump{position:absolute;left:-999rem}.jump:focus{position:static}
label,legend{font-weight:600}legend{padding:0}h1 label{font-weight:inherit}fieldset{border:0;padding:0;margin:0;min-width:0}
.field{margin:20px 0}.hint,.quiet{color:var(--quiet);margin:0 0 8px}.quiet{font-size:.9rem;margin:16px 0}
input:not([type=radio]),textarea{display:block;width:100%;min-height:48px;margin-top:4px;padding:10px 12px;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:6px}
textarea{resize:vertical}.story{min-height:13rem}.short{max-width:10rem}
.choices{display:flex;flex-wrap:wrap;column-gap:24px}.choice{display:flex;align-items:center;min-height:48px;font-weight:400}
.choice input{width:22px;height:22px;margin:0 10px 0 0;accent-color:var(--accent)}
button{font:inherit;cursor:pointer}
.main{display:block;width:100%;min-height:60px;margin:24px 0 8px;border:0;border-radius:8px;background:var(--accent);color:#fff;font-size:1.1rem;font-weight:600}
.buttons{display:flex;flex-wrap:wrap;gap:12px}
.second{min-height:48px;padding:8px 20px;border:1px solid var(--line);border-radius:8px;background:transparent;color:var(--ink)}
.link{min-height:48px;padding:0;border:0;background:none}
summary{min-height:48px;padding:10px 0;color:var(--link);cursor:pointer}
.errors,.emergency.loud{margin:20px 0;padding:12px 16px;border:3px solid var(--wrong);border-radius:6px}
.errors h2{margin:0}.errors ul{margin:4px 0;padding-left:1.2rem}.errors a,.error{color:var(--wrong)}.errors li{padding:8px 0}.error{margin:0;font-weight:600}
.wrong>input,.wrong>textarea{border:2px solid var(--wrong)}.wrong{padding-left:12px;border-left:4px solid var(--wrong)}
.emergency{margin:20px 0;padding-left:12px;border-left:4px solid var(--wrong)}.emergency.loud{font-weight:600}
.phones{display:flex;flex-wrap:wrap;column-gap:24px}.phones a{display:inline-flex;align-items:center;min-height:48px;font-size:1.2rem}
.panel{margin:16px 0;padding:16px;border-left:6px solid var(--accent);background:var(--soft)}.panel p{margin:0}
.figures{font-size:1.25rem;font-size:min(1.5rem,6.2vw);font-weight:600;font-variant-numeric:tabular-nums;user-select:all}.panel .figures{margin-bottom:12px}
.figures.small{font-size:1.1rem;margin:0 0 8px}
.facts{padding-left:1.2rem}.facts li{margin:6px 0}
.follow{display:inline-flex;align-items:center;min-height:48px;font-weight:600}
.timeline{list-style:none;margin:0;padding:0 0 0 16px;border-left:3px solid var(--line)}.timeline li{padding:0 0 16px}.timeline time::first-letter{text-transform:uppercase}.timeline time{display:block;color:var(--quiet);font-size:.9rem}.told{margin:4px 0 0;white-space:pre-line;overflow-wrap:anywhere}
.check{margin:16px 0}.check>div{position:relative;padding:12px 0;border-bottom:1px solid var(--line)}.check dt{font-weight:600;padding-right:5rem}
.check dd{margin:0}.check .change{position:absolute;top:0;right:0}.typed{white-space:pre-wrap}
[hidden]{display:none!important}
@media (min-width:48rem){body{padding:0 1rem}h1{font-size:1.75rem;margin-top:36px}.figures{font-size:2rem}.main{width:auto;min-width:16rem;padding:0 32px}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}`;

const sheets = new Map<string, string>();

/** The style sheet with the operator's accent. */
export function styleOf(accent: string): string {
  let style = sheets.get(accent);
  if (!style) {
    if (!/^#[0-9a-f]{6}$/i.test(accent)) throw new RangeError('The accent is not a colour #rrggbb.');
    style = sheet.trim().replaceAll('ACCENT', accent).replaceAll('\n', '');
    sheets.set(accent, style);
  }
  return style;
}
