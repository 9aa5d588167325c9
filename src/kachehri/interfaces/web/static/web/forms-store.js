/* What a device keeps of forms: drafts that are being filled, and records that wait for a network. */

const NAME = "kachehri-forms";
let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("drafts", { keyPath: "id" });
      asked.result.createObjectStore("queue", { keyPath: "id" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opening;
}

async function run(stores, mode, work) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const turn = base.transaction(stores, mode);
    const asked = work(...stores.map((name) => turn.objectStore(name)));
    turn.oncomplete = () => resolve(asked && asked.result);
    turn.onerror = turn.onabort = () => reject(turn.error);
  });
}

export const all = (store) => run([store], "readonly", (rows) => rows.getAll());
export const put = (store, row) => run([store], "readwrite", (rows) => { rows.put(row); });
export const drop = (store, id) => run([store], "readwrite", (rows) => { rows.delete(id); });

/* A draft that is done becomes a record that waits: both or neither. */
export const hand = (row) => run(["drafts", "queue"], "readwrite", (drafts, queue) => {
  queue.put(row);
  drafts.delete(row.id);
});

/* Ask the browser not to throw it away when the device is full. */
export async function persist() {
  try {
    return Boolean(navigator.storage && navigator.storage.persist && await navigator.storage.persist());
  } catch (refused) {
    return false;
  }
}

async function written(blob) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(blob);
  });
}

/* Everything that was not sent yet, as one file that a person can carry elsewhere. */
export async function exported() {
  const rows = [...(await all("drafts")).map((row) => ({ ...row, kind: "draft" })),
    ...(await all("queue")).map((row) => ({ ...row, kind: "waiting" }))];
  const told = await Promise.all(rows.map(async (row) => ({
    kind: row.kind, id: row.id, form: row.form, title: row.title, at: row.at, xml: row.xml,
    files: await Promise.all(row.files.map(async (file) => ({ name: file.name, content: await written(file) }))),
  })));
  return new Blob([JSON.stringify({ kachehri: 1, records: told }, null, 1)], { type: "application/json" });
}
