/* On a phone of one's own: the next sessions, and their check-in without a link. A code that was read lies here with
   its moment until it is sent; the server asks whether it was the code of that moment. Sent or signed out: gone. */
(() => {
  "use strict";

  const ADDRESS = "/pelatihan/jadwal-saya/di-ponsel/";
  const [OWNER, SCHEDULE, WAITING] = ["pemilik", "jadwal", "presensi"];
  const HOUR = 3600 * 1000;
  const begun = Date.now();
  const scanned = new URLSearchParams(location.search).get("kode");

  const read = (name) => {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  };
  const write = (name, value) => {
    try {
      localStorage.setItem(name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  };
  const waiting = () => read(WAITING) || [];
  const drop = (entry) => write(WAITING, waiting().filter((other) => other.send !== entry.send));

  // What another account left on this phone is not of this one.
  const owner = document.body.dataset.ownDevice;
  if (owner && read(OWNER) !== owner) {
    for (const name of [SCHEDULE, WAITING]) localStorage.removeItem(name);
    write(OWNER, owner);
  }

  // ------------------------------------------------------------------------------------------------ telling

  const notice = (words, tone, role) => {
    const box = document.createElement("div");
    box.className = `notice notice--${tone}`;
    box.setAttribute("role", role);
    const text = document.createElement("div");
    const paragraph = document.createElement("p");
    paragraph.textContent = words;
    text.append(paragraph);
    box.append(text);
    return box;
  };
  const tell = (box) => document.querySelector("main .page-head")?.before(box);

  const tellRefused = (entry) => {
    const box = notice(`Presensi ${entry.title} tidak diterima. ${entry.refused}`, "late", "alert");
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn btn-secondary";
    close.textContent = "Tutup pesan ini";
    close.addEventListener("click", () => {
      drop(entry);
      box.remove();
    });
    box.firstChild.append(close);
    tell(box);
  };
  const KEPT = "tersimpan di ponsel ini dan terkirim sendiri begitu ada sambungan. Bila tetap tidak ada, minta penyelenggara mencatat kehadiran Anda.";

  // Where the page says that a check-in waits, until it does not.
  const said = new Map();
  const sayKept = (form, send, title) => {
    tryAgain();
    said.set(send, notice(`Presensi ${title ? `${title} ` : ""}${KEPT}`, "soon", "status"));
    form.replaceWith(said.get(send));
  };

  // ------------------------------------------------------------------------------------- keeping and sending

  const keep = (session, code) => {
    const at = code === scanned ? begun : Date.now();
    const others = waiting().filter((entry) => entry.send !== session.send);
    return write(WAITING, [...others, { send: session.send, title: session.title, code, at }]);
  };

  // The schedule anew, and the token with which to send; null without a link or a session.
  const fetched = async () => {
    const answer = await fetch(ADDRESS, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return null;
    const told = await answer.json();
    write(SCHEDULE, { at: Date.now(), ahead: told.now - Date.now() / 1000, sessions: told.sessions });
    return told.token;
  };

  const send = async (entry, token) => {
    const waited = Math.max(0, Math.floor((Date.now() - entry.at) / 1000));
    const answer = await fetch(entry.send, {
      method: "POST",
      body: new URLSearchParams({ code: entry.code, waited }),
      headers: { "X-CSRFToken": token, "X-Palu-Kirim": "1" },
      credentials: "same-origin",
    });
    if (![200, 403, 404, 422].includes(answer.status)) return;
    const words = answer.status === 404 ? "Sesi ini tidak ada lagi." : (await answer.json()).said;
    drop(entry);
    said.get(entry.send)?.remove();
    if (answer.ok) return tell(notice(words, "done", "status"));
    const refused = { ...entry, refused: words };
    write(WAITING, [...waiting(), refused]);
    tellRefused(refused);
  };

  // A phone does not always say that it is online again, and says so too early: what waits is tried again, more and
  // more seldom, until the server has judged it.
  const [SOON, SELDOM] = [5000, 5 * 60 * 1000]; // milliseconds
  let pause = SOON;
  let timer = 0;
  let isBusy = false;
  const unsent = () => waiting().filter((entry) => !entry.refused);
  const tryAgain = () => {
    clearTimeout(timer);
    if (!unsent().length) return;
    timer = setTimeout(catchUp, pause);
    pause = Math.min(2 * pause, SELDOM);
  };
  const catchUp = async () => {
    const isFresh = Date.now() - (read(SCHEDULE)?.at || 0) < HOUR;
    if (isBusy || (!unsent().length && isFresh)) return;
    isBusy = true;
    try {
      const token = await fetched();
      if (token) for (const entry of unsent()) await send(entry, token);
    } catch {
      // No link yet, whatever the phone believes.
    } finally {
      isBusy = false;
      tryAgain();
    }
  };

  // A check-in that could not be sent from its own page.
  document.addEventListener("palu:unsent", (event) => {
    const form = event.target;
    const { send, title } = form.dataset;
    const code = form.elements.code?.value.trim();
    if (!send || !code || !keep({ send, title }, code)) return;
    event.preventDefault();
    sayKept(form, send, title);
  });
  document.addEventListener("palu:sent", ({ target }) => {
    if (target.action.endsWith("/keluar/")) localStorage.clear();
    if (target.dataset.send) drop(target.dataset);
  });

  // --------------------------------------------------------------------------------- the page without a link

  const day = new Intl.DateTimeFormat("id-ID", { weekday: "long", day: "numeric", month: "long", timeZone: "Asia/Makassar" });
  const hour = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Makassar" });
  // By the clock of the server, whatever this phone says.
  const now = Date.now() / 1000 + (read(SCHEDULE)?.ahead || 0);
  const moment = (seconds, words) => words.format(new Date(seconds * 1000));

  const drawn = (session, place, template) => {
    const row = template.content.firstElementChild.cloneNode(true);
    const when = `${moment(session.from, day)}, ${moment(session.from, hour)}–${moment(session.to, hour)} WITA`;
    row.querySelector("[data-title]").textContent = session.title;
    row.querySelector("[data-when]").textContent = session.place ? `${when}, ${session.place}` : when;
    const form = row.querySelector("form");
    const isHere = session.page === location.pathname;
    const say = () => sayKept(form, session.send, "");
    if (waiting().some((entry) => entry.send === session.send && !entry.refused)) say();
    else if (!isHere && (now < session.opens || now > session.closes)) form.remove();
    else {
      const input = form.elements.code;
      input.id = `kode-${place}`;
      form.querySelector("label").htmlFor = input.id;
      if (isHere && scanned) input.value = scanned;
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const code = input.value.replace(/\s/g, "");
        const isCode = /^\d{6}$/.test(code);
        form.querySelector(".invalid-feedback").hidden = isCode;
        input.setAttribute("aria-invalid", String(!isCode));
        if (!isCode) input.focus();
        else if (keep(session, code)) say();
      });
    }
    return row;
  };

  const panel = document.querySelector("[data-kept-sessions]");
  const kept = (read(SCHEDULE)?.sessions || []).filter((session) => session.closes > now);
  if (panel && kept.length) {
    const template = panel.querySelector("template");
    panel.querySelector("ul").append(...kept.map((session, place) => drawn(session, place, template)));
    panel.hidden = false;
  }

  waiting().filter((entry) => entry.refused).forEach(tellRefused);
  addEventListener("online", () => {
    pause = SOON;
    catchUp();
  });
  catchUp();
})();
