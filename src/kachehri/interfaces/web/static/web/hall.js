/* The hall of an open hearing: what is typed stays on this device until the server has it. */
"use strict";
(() => {
  const hall = document.getElementById("hall");
  if (!hall) return;
  const key = "hall-" + hall.dataset.number;
  const said = document.getElementById("hall-said");
  const read = () => JSON.parse(localStorage.getItem(key) || "[]");
  const write = (list) => localStorage.setItem(key, JSON.stringify(list));
  const clients = new Map();
  hall.querySelectorAll("[data-client]").forEach((row) =>
    clients.set(Number(row.dataset.queue), row.dataset.client));
  let token = hall.dataset.token;

  function tell() {
    const waiting = read();
    const refused = waiting.filter((one) => one.problem);
    said.textContent = "";
    const line = document.createElement("p");
    line.textContent = waiting.length
      ? hall.dataset.waiting.replace("{n}", waiting.length - refused.length)
      : hall.dataset.sent;
    said.append(line);
    for (const one of refused) {
      const problem = document.createElement("p");
      problem.textContent = (one.queue || "") + " " + one.problem + " " + (one.words || "");
      const away = document.createElement("button");
      away.type = "button";
      away.className = "plain";
      away.textContent = hall.dataset.again;
      away.addEventListener("click", () => again(one));
      problem.append(" ", away);
      said.append(problem);
    }
    said.className = refused.length ? "notice stop" : waiting.length ? "notice" : "notice good";
  }

  /* Put what the server would not take back into the form, to be mended. */
  function again(one) {
    const form = hall.querySelector("form[data-what=" + one.what + "]");
    for (const name of ["words", "direction", "category", "body", "promised_for", "name", "phone", "queue"])
      if (form && form.elements[name] && one[name] !== undefined) form.elements[name].value = one[name];
    write(read().filter((other) => other.client + other.what !== one.client + one.what));
    tell();
  }

  function keep(one) {
    write([...read(), one]);
    tell();
    send();
  }

  function show(queue, client, name) {
    clients.set(queue, client);
    const list = document.getElementById("hall-queue");
    const row = document.createElement("li");
    row.dataset.client = client;
    row.dataset.queue = queue;
    row.textContent = queue + (name ? " " + name : "");
    list.append(row);
  }

  function next() {
    return Math.max(0, ...clients.keys()) + 1;
  }

  function take(form) {
    const queue = Number(form.elements.slip.value) || next();
    const one = { what: "taken", client: crypto.randomUUID(), at: new Date().toISOString(),
      name: form.elements.name.value, phone: form.elements.phone.value, queue: queue };
    show(queue, one.client, one.name);
    keep(one);
    return queue;
  }

  function hear(form) {
    const queue = Number(form.elements.queue.value);
    if (!clients.has(queue)) {
      const taken = { what: "taken", client: crypto.randomUUID(), at: new Date().toISOString(), queue: queue };
      show(queue, taken.client, "");
      write([...read(), taken]);
    }
    keep({ what: "heard", client: clients.get(queue), at: new Date().toISOString(), queue: queue,
      words: form.elements.words.value, category: form.elements.category.value,
      body: form.elements.body.value, direction: form.elements.direction.value,
      promised_for: form.elements.promised_for.value });
    const row = hall.querySelector('[data-queue="' + queue + '"]');
    if (row) row.classList.add("quiet");
    return queue;
  }

  let sending = false;
  async function send() {
    if (sending) return;
    const list = read().filter((one) => !one.problem).slice(0, 200);
    if (!list.length) return;
    sending = true;
    try {
      const answer = await fetch(hall.dataset.sync, { method: "POST", credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ happened: list }) });
      if (answer.status === 403) return renew();
      if (!answer.ok || !answer.headers.get("Content-Type").includes("json")) return;
      const result = await answer.json();
      if (!result.accepted) return;
      const count = result.accepted.length;
      const kept = list.slice(0, count).map((one, i) => ({ ...one, problem: result.accepted[i].problem }))
        .filter((one) => one.problem);
      const sent = new Set(list.slice(0, count).map((one) => one.client + one.what));
      write([...kept, ...read().filter((one) => !sent.has(one.client + one.what))]);
      tell();
    } catch (away) {
      /* No network: it stays here, and is tried again. */
    } finally {
      sending = false;
    }
  }

  /* The page may be older than the session: ask for a new token. */
  async function renew() {
    const answer = await fetch(hall.dataset.renew, { credentials: "same-origin" });
    if (answer.ok && answer.headers.get("Content-Type").includes("json")) token = (await answer.json()).token;
  }

  hall.querySelectorAll("form[data-what]").forEach((form) =>
    form.addEventListener("submit", (event) => {
      if (!form.reportValidity()) return;
      event.preventDefault();
      const queue = form.dataset.what === "taken" ? take(form) : hear(form);
      form.reset();
      const done = document.getElementById("hall-done");
      done.textContent = form.dataset.done.replace("{n}", queue);
    }));

  if ("serviceWorker" in navigator)
    navigator.serviceWorker.register(hall.dataset.worker, { scope: hall.dataset.scope }).catch(() => {});
  window.addEventListener("online", send);
  setInterval(send, 15000);
  tell();
  send();
})();
