/* Forms are sent by fetch: when the link fails the page stays, and everything that was typed. Without this file
   the browser sends them itself, to an address of their own, so that its back key leads back to what was typed. */
(() => {
  "use strict";

  const SAFE = "Yang Anda isi masih ada di halaman ini. Mencoba lagi aman: kiriman yang sama tidak dicatat dua kali.";
  const isSent = (form) => form.getAttribute("method") === "post" && !form.hasAttribute("data-plain");

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !isSent(form)) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  // A page taken back from the cache may send again; one that has just come may be sending already.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) document.querySelectorAll("form[data-sent]").forEach(free);
  });

  const free = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  };

  const held = (form, button) => {
    const data = new FormData(form);
    if (button?.name) data.append(button.name, button.value);
    return form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
  };

  const send = async (form, button) => {
    if (form.dataset.sent) return;
    form.dataset.sent = "yes";
    form.querySelector("[data-unsent]")?.remove();
    button?.setAttribute("aria-busy", "true");
    const address = button?.getAttribute("formaction") || form.getAttribute("action") || location.href;
    try {
      const answer = await post(address, held(form, button), form);
      await follow(answer, form, button);
    } catch {
      // What the phone itself keeps until there is a link (offline.js) need not be sent again by hand.
      const isKept = !form.dispatchEvent(new CustomEvent("palu:unsent", { bubbles: true, cancelable: true }));
      if (!isKept) stay(form, button, "Belum terkirim: tidak ada sambungan ke PALU ASN.");
    }
  };

  // A file takes long: only the older way of sending says how much of it has left.
  const post = (address, body, form) => {
    const headers = { "X-Palu-Kirim": "1" };
    const carries = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
    if (!carries) return fetch(address, { method: "POST", body, headers, credentials: "same-origin" });
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", "Berkas terkirim");
    form.append(bar);
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.responseType = "blob";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) bar.value = event.loaded / event.total;
      });
      request.addEventListener("load", () => {
        const told = new Headers();
        for (const name of ["X-Palu-Ke", "Content-Disposition", "Content-Type"]) {
          const value = request.getResponseHeader(name);
          if (value !== null) told.set(name, value);
        }
        const content = request.status === 204 ? null : request.response;
        resolve(new Response(content, { status: request.status, headers: told }));
      });
      request.addEventListener("error", reject);
      request.addEventListener("abort", reject);
      request.send(body);
    }).finally(() => bar.remove());
  };

  const follow = async (answer, form, button) => {
    const way = answer.headers.get("X-Palu-Ke");
    if (way !== null) return leave(way, form);
    if (answer.status === 401) {
      return stay(form, button, "Belum terkirim: Anda sudah keluar. Masuklah lagi di tab baru, lalu kembali ke sini.");
    }
    if ((answer.headers.get("Content-Disposition") || "").startsWith("attachment")) {
      save(await answer.blob(), answer.headers.get("Content-Disposition"));
      form.dataset.changed = "";
      return free(form);
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector("[data-stale-form]") && !form.dataset.renewed) return renew(form, button);
    const has = page.querySelector("main");
    if (has && (answer.ok || answer.status === 422)) return show(page, form);
    const words = has ? [page.querySelector("h1"), page.querySelector(".lead")] : [];
    const said = words.map((part) => part?.textContent.trim().replace(/\s+/g, " ")).filter(Boolean).join(". ");
    stay(form, button, `Belum terkirim. ${said || "Server sedang tidak dapat menjawab."}`);
  };

  // An answer that was lost on the way may have changed the token of the forms (signing in does): once, a fresh one
  // is fetched. Who is led elsewhere by this page now has arrived already.
  const renew = async (form, button) => {
    form.dataset.renewed = "yes";
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (answer.redirected) return leave(answer.url, form);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("input[name=csrfmiddlewaretoken]")?.value;
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token || input.value;
    free(form);
    return send(form, button);
  };

  // Gone only once the next page is there: until then a second press does nothing.
  const leave = (way, form) => {
    form.dataset.changed = "";
    form.dispatchEvent(new CustomEvent("palu:sent", { bubbles: true }));
    const next = new URL(way, location.href);
    const isHere = next.pathname === location.pathname && next.search === location.search;
    if (isHere && next.hash) {
      history.replaceState(null, "", next);
      location.reload();
    } else {
      location.assign(next);
    }
    // What leads to a file leaves the page where it is.
    setTimeout(() => free(form), 8000);
  };

  const save = (file, header) => {
    const name = /filename\*=utf-8''([^;]+)/i.exec(header)?.[1] || /filename="?([^";]+)/i.exec(header)?.[1] || "";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = decodeURIComponent(name);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  // The page that came as an answer, in place of this one. A file that was not refused stays chosen.
  const show = (page, form) => {
    const files = [...form.querySelectorAll("input[type=file]")].filter((input) => input.files.length);
    const body = document.adoptNode(page.body);
    for (const input of files) {
      const again = body.querySelector(`input[type=file][name="${CSS.escape(input.name)}"]`);
      if (again && !again.closest(".field--error")) again.files = input.files;
    }
    document.title = page.title;
    document.body.replaceWith(body);
    window.htmx?.process(body);
    scrollTo(0, 0);
    document.dispatchEvent(new Event("palu:page"));
  };

  const stay = (form, button, words) => {
    free(form);
    form.dataset.changed = "yes";
    const notice = document.createElement("div");
    notice.className = "notice notice--warning unsent";
    notice.dataset.unsent = "";
    notice.setAttribute("role", "alert");
    const text = document.createElement("div");
    for (const sentence of [words, SAFE]) {
      const paragraph = document.createElement("p");
      paragraph.textContent = sentence;
      text.append(paragraph);
    }
    const again = document.createElement("button");
    again.type = "button";
    again.className = "btn btn-secondary";
    again.textContent = "Coba lagi";
    again.addEventListener("click", () => send(form, button));
    text.append(again);
    notice.append(text);
    form.append(notice);
    notice.scrollIntoView({ block: "nearest" });
    again.focus();
  };
})();
