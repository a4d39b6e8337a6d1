/* On a phone of one's own (loaded only there) what is typed and not yet sent outlives the page: it lies in the
   browser, under the account, until it is sent, thrown away, or somebody signs out. */
(() => {
  "use strict";

  // Keeps the frame and a page that says that there is no link.
  navigator.serviceWorker?.register("/pekerja.js").catch(() => {});

  const DAYS = 14 * 24 * 3600 * 1000;
  const owner = document.body.dataset.ownDevice;
  const here = new URL(location.href);
  here.searchParams.delete("kirim");
  const forms = () => [...document.querySelectorAll("form[data-guard]")];
  const keyOf = (form) => `isian:${owner}:${here.pathname}${here.search}:${forms().indexOf(form)}`;
  const isKept = (control) => control.name && !["hidden", "password", "file", "submit", "button"].includes(control.type);
  const isBox = (control) => control.type === "checkbox" || control.type === "radio";
  const valueOf = (control) => (isBox(control) ? control.checked : control.value);

  const read = (form) => {
    try {
      return JSON.parse(localStorage.getItem(keyOf(form)));
    } catch {
      return null;
    }
  };

  const keep = (form) => {
    const held = [...form.elements].filter(isKept).map((control) => [control.name, valueOf(control)]);
    try {
      localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), held }));
    } catch {
      // No room, or forbidden: the page itself still keeps what was typed.
    }
  };

  const put = (form, held) => {
    const controls = [...form.elements].filter(isKept);
    if (controls.length !== held.length) return false;
    const changed = controls.filter((control, place) => control.name === held[place][0] && valueOf(control) !== held[place][1]);
    for (const control of changed) {
      const value = held[controls.indexOf(control)][1];
      if (isBox(control)) control.checked = value;
      else control.value = value;
    }
    return changed.length > 0;
  };

  const tell = (form, at) => {
    const when = new Intl.DateTimeFormat("id-ID", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
    const notice = document.createElement("div");
    notice.className = "notice";
    notice.setAttribute("role", "status");
    const text = document.createElement("div");
    const words = document.createElement("p");
    words.textContent = `Isian Anda dari ${when.format(new Date(at))} yang belum terkirim dikembalikan dari ponsel ini.`;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "btn btn-secondary";
    drop.textContent = "Buang isian itu";
    drop.addEventListener("click", () => {
      localStorage.removeItem(keyOf(form));
      form.dataset.changed = "";
      form.reset();
      notice.remove();
    });
    text.append(words, drop);
    notice.append(text);
    form.prepend(notice);
  };

  for (const form of forms()) {
    const draft = read(form);
    if (!draft) continue;
    if (Date.now() - draft.at > DAYS) localStorage.removeItem(keyOf(form));
    else if (put(form, draft.held)) {
      form.dataset.changed = "yes";
      tell(form, draft.at);
    }
  }

  let waiting;
  document.addEventListener("input", ({ target }) => {
    const form = target.closest("form[data-guard]");
    if (!form) return;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 400, form);
  });
  document.addEventListener("palu:sent", ({ target }) => {
    clearTimeout(waiting);
    if (target.matches("form[data-guard]")) localStorage.removeItem(keyOf(target));
  });
})();
