/* The page that fills a form with web-forms: drafts, a queue and sending are ours (docs/adr/0210). */
import { all, drop, exported, hand, persist, put } from "./forms-store.js";
import { send } from "./forms-send.js";
import { translate } from "./forms-words.js";

const page = document.getElementById("fill");
const words = JSON.parse(document.getElementById("fill-words").textContent);
const about = page.dataset;
const isTrial = "trial" in about;
const place = document.getElementById("fill-form");
let draft = null;
let saving = 0;
let done = false;
let root = null;
let release = () => {};
let stuck = "";

/* --- what the page says ---------------------------------------------------------------------- */

function say(id, text) {
  const line = document.getElementById(id);
  if (line.textContent !== text) line.textContent = text;
  line.hidden = !text;
}

async function tell() {
  say("fill-network", navigator.onLine ? "" : words.offline);
  if (isTrial) return;
  const waiting = await all("queue");
  say("fill-waiting", waiting.length ? words.waiting.replace("{n}", waiting.length) : "");
  const refused = waiting.find((row) => row.problem);
  const because = refused && (refused.problem === "sign-in" ? words.signIn : refused.problem);
  say("fill-problem", stuck || because || "");
  document.getElementById("fill-tools").hidden = !(waiting.length || (await mine()).length);
}

async function mine() {
  return (await all("drafts")).filter((row) => row.form === about.form).sort((a, b) => b.at - a.at);
}

/* What stops this page stays said, whatever else is told. */
function stop(text) {
  stuck = text;
  document.getElementById("fill-loading").hidden = true;
  say("fill-problem", text);
}

/* --- a record as web-forms holds it ----------------------------------------------------------- */

/* The root of the record is what web-forms gives its own heading. */
function rootOf(node) {
  if (!node) return null;
  const form = node.props && node.props.form;
  if (form && typeof form.prepareInstancePayload === "function") return form;
  const inner = [node.component && node.component.subTree, ...(Array.isArray(node.children) ? node.children : [])];
  for (const one of inner) {
    const found = one && typeof one === "object" ? rootOf(one) : null;
    if (found) return found;
  }
  return null;
}

function named(xml, name) {
  return [...xml.getElementsByTagName("*")].find((one) => one.localName === name);
}

/* The record keeps the number of its draft, however often it is opened again. */
async function taken(data) {
  const text = await data.get("xml_submission_file").text();
  const xml = new DOMParser().parseFromString(text, "text/xml");
  const instance = named(xml, "instanceID");
  if (draft && instance) instance.textContent = draft.id;
  const old = named(xml, "deprecatedID");
  if (draft && old) old.remove();
  const files = [...data.entries()].filter(([name, file]) => name !== "xml_submission_file" && file instanceof File)
    .map(([name, file]) => new File([file], name, { type: file.type }));
  return { id: instance.textContent, xml: new XMLSerializer().serializeToString(xml), files };
}

function row(record) {
  return { ...record, form: about.form, version: draft ? draft.version : about.version, at: Date.now(),
    title: about.title, xform: draft ? draft.xform : xform, send: about.send, token: about.token };
}

async function save() {
  if (done || isTrial || !root) return;
  try {
    const payload = await root.prepareInstancePayload({ payloadType: "monolithic" });
    const kept = row(await taken(payload.data[0]));
    if (done) return;
    await put("drafts", kept);
    if (!draft) await hold(kept.id);
    draft ??= kept;
    history.replaceState(null, "", "?draft=" + encodeURIComponent(kept.id));
    say("fill-saved", words.saved);
  } catch (problem) {
    say("fill-saved", words.notSaved);
  }
}

function soon() {
  clearTimeout(saving);
  saving = setTimeout(save, 300);
}

/* One draft, one page: a second one that opens it is told so. */
function hold(id) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks.request("kachehri-draft-" + id, { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      return lock ? new Promise((end) => { release = end; }) : undefined;
    });
  });
}

/* --- showing and sending ---------------------------------------------------------------------- */

let xform = "";

function direction(code) {
  return /^(ar|fa|he|ks|ps|sd|skr|ur|bal|brh)\b/.test(code) ? "rtl" : "ltr";
}

function code(name) {
  const found = /\(([A-Za-z-]+)\)\s*$/.exec(name);
  return (found ? found[1] : name).toLowerCase();
}

/* The form speaks the page's language where it can, and lies as that language is written. */
function speak() {
  const active = root.currentState.activeLanguage;
  const name = active && !active.isSyntheticDefault ? code(active.language) : page.lang;
  if (place.lang !== name) {
    place.lang = name;
    place.dir = direction(name);
  }
}

function choose() {
  const found = root.languages.find((one) => !one.isSyntheticDefault && code(one.language) === page.lang);
  if (found) root.setLanguage(found);
  speak();
}

async function sent(payload, settle) {
  if (isTrial) {
    settle();
    end(words.trial);
    return;
  }
  clearTimeout(saving);
  done = true;
  try {
    const kept = row(await taken(payload.data[0]));
    delete kept.xform;
    await hand(kept);
  } catch (problem) {
    done = false;
    say("fill-problem", words.notSaved);
    return;
  }
  settle();
  release();
  await send();
  const left = (await all("queue")).some((one) => one.form === about.form);
  end(left ? words.kept : words.sent);
  tell();
}

function end(text) {
  place.hidden = true;
  const box = document.getElementById("fill-end");
  box.hidden = false;
  document.getElementById("fill-end-words").textContent = text;
  box.focus();
  say("fill-saved", "");
  history.replaceState(null, "", location.pathname);
}

async function show(lib, kept) {
  draft = kept || null;
  xform = kept ? kept.xform : await (await fetch(about.xform, { credentials: "same-origin" })).text();
  const props = {
    formXml: xform,
    trackDevice: false,
    fetchFormAttachment: (address) =>
      fetch(about.media + encodeURIComponent(decodeURIComponent(address.pathname.split("/").pop()))),
    onSubmit: sent,
  };
  if (kept) {
    const files = new Map(kept.files.map((file) => [file.name, file]));
    props.editInstance = {
      resolveInstance: () => kept.xml,
      attachmentFileNames: [...files.keys()],
      resolveAttachment: (name) => new Response(files.get(name)),
    };
  }
  const app = lib.createApp({ render: () => lib.h(lib.OdkWebForm, props) });
  app.use(lib.webFormsPlugin);
  const mounted = app.mount(place);
  translate(place, words.parts);
  translate(document.body, words.parts);
  await new Promise((ready) => {
    const look = setInterval(() => {
      root = rootOf(mounted.$.subTree);
      if (root || place.querySelector(".form-initialization-status.error")) { clearInterval(look); ready(); }
    }, 50);
  });
  document.getElementById("fill-loading").hidden = true;
  if (!root) return;
  choose();
  for (const name of ["input", "change", "click", "keyup"]) place.addEventListener(name, soon);
  new MutationObserver(speak).observe(place, { subtree: true, childList: true, characterData: true });
  page.dataset.ready = "";
}

/* --- drafts ----------------------------------------------------------------------------------- */

function button(text, act, look) {
  const found = document.createElement("button");
  found.type = "button";
  found.className = look || "";
  found.textContent = text;
  found.addEventListener("click", act);
  return found;
}

async function ask(drafts) {
  const box = document.getElementById("fill-drafts");
  const list = box.querySelector("ul");
  document.getElementById("fill-loading").hidden = true;
  box.hidden = false;
  return new Promise((chosen) => {
    const choice = (found) => { box.hidden = true; document.getElementById("fill-loading").hidden = false; chosen(found); };
    for (const one of drafts) {
      const line = document.createElement("li");
      const when = document.createElement("bdi");
      when.textContent = new Date(one.at).toLocaleString(page.lang);
      const remove = button(words.remove, async () => {
        if (!confirm(words.sure)) return;
        await drop("drafts", one.id);
        line.remove();
        if (!list.children.length) choice(null);
      }, "alt");
      line.append(when, button(words.goOn, () => choice(one)), remove);
      list.append(line);
    }
    box.append(button(words.anew, () => choice(null)));
  });
}

async function begin() {
  const wanted = new URLSearchParams(location.search).get("draft");
  const drafts = isTrial ? [] : await mine();
  let kept = drafts.find((one) => one.id === wanted);
  if (!kept && drafts.length && !location.hash.includes("new")) kept = await ask(drafts);
  if (kept && !(await hold(kept.id))) {
    stop(words.elsewhere);
    return;
  }
  await show(await import(about.library), kept);
}

/* --- without a network ------------------------------------------------------------------------ */

async function keepOffline() {
  if (!("serviceWorker" in navigator) || isTrial) return;
  navigator.serviceWorker.addEventListener("message", (event) => {
    if (event.data && event.data.kept) { say("fill-offline", words.ready); page.dataset.kept = ""; }
  });
  try {
    await navigator.serviceWorker.register(about.worker, { scope: about.scope });
    const there = await navigator.serviceWorker.ready;
    const parts = [...new Set(performance.getEntriesByType("resource").map((one) => one.name))]
      .filter((one) => one.startsWith(location.origin + "/static/"));
    there.active.postMessage({ keep: [location.pathname, about.xform, about.library,
      ...JSON.parse(about.files), ...parts] });
  } catch (refused) {
    /* Without a service worker the page works as long as it stays open. */
  }
}

async function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await exported());
  link.download = "kachehri-" + new Date().toISOString().slice(0, 10) + ".json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

async function again(event) {
  await send(Boolean(event && event.type === "click"));
  tell();
}

for (const one of document.querySelectorAll("[data-do=send]")) one.addEventListener("click", again);
for (const one of document.querySelectorAll("[data-do=download]")) one.addEventListener("click", download);
document.getElementById("fill-again").addEventListener("click", () => {
  location.hash = "new";
  location.reload();
});
addEventListener("online", again);
addEventListener("offline", tell);
addEventListener("pagehide", save);
document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
if (!isTrial) setInterval(again, 30000);

begin().then(keepOffline).catch(() => stop(words.broken));
persist();
again();
