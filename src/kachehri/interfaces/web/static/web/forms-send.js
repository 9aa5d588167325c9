/* Sends what waits on the device, each record once, also where two pages are open. */
import { all, drop, put } from "./forms-store.js";

const SIGN_IN = "sign-in";

async function token(address) {
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
  if (answer.redirected) return "";
  if (!answer.ok) throw new Error("no token");
  return (await answer.json()).token;
}

async function one(row) {
  const key = await token(row.token);
  if (!key) return SIGN_IN;
  const body = new FormData();
  body.append("xml_submission_file", new Blob([row.xml], { type: "text/xml" }), "submission.xml");
  for (const file of row.files) body.append(file.name, file, file.name);
  const answer = await fetch(row.send, { method: "POST", credentials: "same-origin", body, signal: AbortSignal.timeout(600000),
    headers: { "X-CSRFToken": key } });
  if (answer.redirected) return SIGN_IN;
  if (answer.ok) return "";
  if (answer.status >= 500 || answer.status === 429 || answer.status === 403) throw new Error("later");
  const told = await answer.json().catch(() => ({}));
  return told.problem || String(answer.status);
}

/* Sends all that waits; what was refused stays, with the reason, and goes again when somebody asks. */
async function sendAll(refused) {
  for (const row of (await all("queue")).sort((a, b) => a.at - b.at)) {
    if (row.problem && row.problem !== SIGN_IN && !refused) continue;
    let problem;
    try {
      problem = await one(row);
    } catch (away) {
      break;
    }
    if (problem === "") await drop("queue", row.id);
    else await put("queue", { ...row, problem });
  }
}

let running = null;

/* One page sends at a time; another one waits, and finds nothing left to send. */
export function send(refused = false) {
  const work = () => sendAll(refused);
  running ??= (navigator.locks ? navigator.locks.request("kachehri-forms-send", work) : work())
    .finally(() => { running = null; });
  return running;
}
