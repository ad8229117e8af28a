/** The style sheet of the mailbox pages. `accent` is a colour such as `#0b5cad`, checked when the policy is loaded. */
export function mailboxStyles(accent: string): string {
  return `
:root {
  color-scheme: light dark;
  --accent: ${accent}; --line: #d5d9de; --soft: #5b6470; --back: #fff; --ink: #16191d; --card: #f6f7f9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --accent: color-mix(in srgb, ${accent} 45%, #fff);
    --line: #3a4048; --soft: #a9b2bd; --back: #14171a; --ink: #eceff2; --card: #1d2126;
  }
}
* { box-sizing: border-box }
body {
  margin: 0; background: var(--back); color: var(--ink);
  font: 16px/1.6 "PingFang SC", "HarmonyOS Sans", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif;
}
main { max-width: 64rem; margin: 0 auto; padding: 16px }
h1 { font-size: 24px; line-height: 1.3; margin: 8px 0; overflow-wrap: anywhere }
h2 { font-size: 16px; color: var(--soft); font-weight: 600; margin: 24px 0 8px }
a { color: var(--accent); overflow-wrap: anywhere }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.note, .empty { color: var(--soft); margin: 0 0 16px }
.empty { padding: 32px 0 }
ol { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line) }
li { border-bottom: 1px solid var(--line) }
li a {
  display: grid; gap: 0 16px; grid-template-columns: 1fr auto; padding: 12px 8px; min-height: 48px;
  color: inherit; text-decoration: none;
}
li a:hover { background: var(--card) }
li strong {
  font-weight: 600; grid-column: 1; overflow-wrap: anywhere;
  display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden;
}
li span, li time { color: var(--soft); font-size: 14px }
li .form { grid-column: 2; text-align: right }
li time { text-align: right; grid-column: 2 }
.digits { font-variant-numeric: tabular-nums; white-space: nowrap }
nav { display: flex; gap: 24px; padding: 16px 8px }
nav a { padding: 12px 0; min-height: 48px }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; margin: 16px 0 }
dt { color: var(--soft) }
dd { margin: 0; overflow-wrap: anywhere }
iframe { width: 100%; height: 46rem; border: 1px solid var(--line); border-radius: 4px; background: var(--card) }
pre {
  margin: 0; padding: 16px; background: var(--card); border-radius: 4px;
  white-space: pre-wrap; overflow-wrap: anywhere; font: inherit;
}
@media (min-width: 48rem) {
  li a { grid-template-columns: 1fr 7rem 16rem 9rem; align-items: center }
  li strong, li .form, li time { grid-column: auto; text-align: left }
  li time { text-align: right }
}
`;
}
