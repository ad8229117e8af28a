import { createHash } from 'node:crypto';

/**
 * The only script of the pages; every page works without it. It keeps an unfinished text in the browser, copies number and
 * code, checks whether a department has the complaint, and shows the emergency numbers while the customer types.
 * Written for browsers of 2018.
 */
export const pageScript = `const $=(s)=>document.querySelector(s),store=(()=>{try{return localStorage}catch{return null}})(),key='redress.draft';
const text=$('textarea#text'),sent=$('[data-sent]'),copy=$('[data-copy]'),danger=$('#emergency'),errors=$('#errors'),form=$('#draft'),look=$('[data-look]');
if(errors)errors.focus();
if(sent&&store)store.removeItem(key);
if(text&&store){
  if(!text.value)try{const d=JSON.parse(store.getItem(key)||'null');if(d&&Date.now()-d.at<864e5)text.value=d.text}catch{}
  text.addEventListener('input',()=>{try{text.value?store.setItem(key,JSON.stringify({text:text.value,at:Date.now()})):store.removeItem(key)}catch{}});
}
if(text&&danger){
  let signals=[];try{signals=JSON.parse(danger.dataset.signals||'[]')}catch{}
  const look=()=>{const t=text.value.toLowerCase(),d=signals.some((s)=>s.toLowerCase().replace(/\\*/g,'').split('…').every((p)=>p.split('|').some((w)=>t.includes(w))));
    if(d&&!danger.classList.contains('loud')){danger.classList.add('loud');danger.setAttribute('role','alert');text.form.before(danger)}};
  text.addEventListener('input',look);look();
}
if(form){let busy=false;form.addEventListener('submit',(e)=>{if(busy)e.preventDefault();busy=true;setTimeout(()=>busy=false,5e3)});addEventListener('pageshow',()=>busy=false)}
if(look){
  let times=0;
  const again=async()=>{
    try{
      const d=new DOMParser().parseFromString(await(await fetch(look.dataset.look,{cache:'no-store'})).text(),'text/html'),f=d.querySelector('.facts');
      if(f&&!f.dataset.look||++times>9){if(f)look.innerHTML=f.innerHTML;return}
    }catch{if(++times>9)return}
    setTimeout(again,2e3);
  };
  setTimeout(again,1500);
}
if(copy){
  copy.hidden=false;
  copy.addEventListener('click',async()=>{
    let done=false;
    try{await navigator.clipboard.writeText(copy.dataset.copy);done=true}catch{
      const a=document.createElement('textarea');a.value=copy.dataset.copy;a.readOnly=true;document.body.append(a);a.select();
      try{done=document.execCommand('copy')}catch{}
      a.remove();
    }
    if(done)$('#copied').textContent=copy.dataset.copied;
    else{const r=document.createRange();r.selectNodeContents($('#number'));const s=getSelection();s.removeAllRanges();s.addRange(r)}
  });
}
`;

/** The name changes with the content, so browsers may cache it indefinitely. */
export const pageScriptPath = `/assets/page-${createHash('sha256').update(pageScript).digest('hex').slice(0, 12)}.js`;
