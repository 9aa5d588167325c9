/* Sends what waits on the device, each record once, also where two pages are open. */
import { all, drop, put } from "./forms-store.js";

async function token(address) {
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok || answer.redirected) throw new Error("no token");
  return (await answer.json()).token;
}

async function one(row, key) {
  const body = new FormData();
  body.append("xml_submission_file", new Blob([row.xml], { type: "text/xml" }), "submission.xml");
  for (const file of row.files) body.append(file.name, file, file.name);
  const answer = await fetch(row.send, { method: "POST", credentials: "same-origin", body,
    headers: { "X-CSRFToken": key } });
  if (answer.redirected) return "sign-in";
  if (answer.ok) return "";
  if (answer.status >= 500 || answer.status === 429 || answer.status === 403) throw new Error("later");
  const told = await answer.json().catch(() => ({}));
  return told.problem || String(answer.status);
}

/* Sends all that waits. Tells how many are left; what was refused stays, with the reason. */
async function sendAll() {
  for (const row of (await all("queue")).sort((a, b) => a.at - b.at)) {
    let problem;
    try {
      problem = await one(row, await token(row.token));
    } catch (away) {
      break;
    }
    if (problem === "") await drop("queue", row.id);
    else await put("queue", { ...row, problem });
  }
}

export async function send() {
  if (!navigator.locks) return sendAll();
  return navigator.locks.request("kachehri-forms-send", { ifAvailable: true }, (lock) => lock ? sendAll() : undefined);
}
