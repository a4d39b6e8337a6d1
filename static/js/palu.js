/* Small comforts; every page works without them. */
(() => {
  "use strict";

  // The error summary takes the focus, so that it is read first.
  const takeFocus = () => document.querySelector("[data-takes-focus]")?.focus();
  takeFocus();

  // <form data-guard>: ask before what was typed is lost.
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) form.dataset.changed = "yes";
  });
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector('form[data-changed="yes"]')) event.preventDefault();
  });

  // "/" leads to the search box: to the one on the page, else to the page that has one.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const boxes = [...document.querySelectorAll('input[type="search"][name="cari"]')];
    const box = boxes.find((one) => one.checkVisibility());
    event.preventDefault();
    if (box) box.focus();
    else document.querySelector(".bar__search")?.submit();
  });

  // The user panel and the menu close with Escape; the panel also with a click elsewhere.
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector(".who[open], header .menu[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    const open = document.querySelector(".who[open]");
    if (open && !open.contains(event.target)) open.open = false;
  });

  // <… data-asked-with="name" data-asked-at="1 3">: a question shown only at these answers of another one.
  const isAt = (control) => {
    const wanted = control.dataset.askedAt.split(" ");
    const others = control.form.elements[control.dataset.askedWith];
    const boxes = others instanceof RadioNodeList ? [...others] : others ? [others] : [];
    const shown = boxes.length > 0 && !boxes[0].closest(".field")?.hidden;
    return shown && boxes.some((box) => box.checked && wanted.includes(box.value));
  };
  const showAsked = () => {
    for (const control of document.querySelectorAll("[data-asked-with]")) {
      const field = control.closest(".field");
      if (field) field.hidden = !isAt(control);
    }
  };
  // The browser's calendar writes a day in its own language; beside it the day stands in words, as from the server.
  const day = new Intl.DateTimeFormat("id-ID", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  document.addEventListener("change", ({ target }) => {
    const words = target.type === "date" ? target.nextElementSibling : null;
    if (words?.matches(".day-in-words")) words.textContent = target.value ? day.format(new Date(target.value)) : "";
  });

  document.addEventListener("change", showAsked);
  window.addEventListener("pageshow", showAsked);
  showAsked();

  // What is typed into a password field can be looked at.
  const reveal = () => {
    for (const input of document.querySelectorAll("input[type=password]:not([data-reveals])")) {
      input.dataset.reveals = "";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "reveal";
      const say = () => {
        const shown = input.type === "text";
        button.textContent = shown ? "Sembunyikan" : "Tampilkan";
        button.setAttribute("aria-label", `${button.textContent} ${input.labels[0]?.textContent.trim() || "kata sandi"}`);
      };
      button.addEventListener("click", () => {
        input.type = input.type === "text" ? "password" : "text";
        say();
      });
      say();
      input.after(button);
    }
  };
  reveal();

  // A text that is too long is not cut while it is pasted: how long it is stands below, and the server says no.
  const count = (area) => {
    const most = Number(area.dataset.most);
    const length = [...area.value].length;
    const over = length - most;
    const written = (number) => new Intl.NumberFormat("id-ID").format(number);
    const counter = area.nextElementSibling;
    counter.classList.toggle("counter--over", over > 0);
    counter.textContent =
      over > 0
        ? `${written(over)} huruf terlalu banyak: paling banyak ${written(most)}.`
        : `${written(length)} dari ${written(most)} huruf`;
  };
  const countAll = () => {
    for (const area of document.querySelectorAll("textarea[maxlength]")) {
      area.dataset.most = area.maxLength;
      area.removeAttribute("maxlength");
      const counter = document.createElement("p");
      counter.className = "counter";
      area.after(counter);
      count(area);
    }
  };
  document.addEventListener("input", ({ target }) => {
    if (target.matches("textarea[data-most]")) count(target);
  });
  countAll();

  // <code data-copy>: what is to be carried elsewhere is copied by one press.
  const offerCopies = () => {
    if (!navigator.clipboard) return;
    for (const text of document.querySelectorAll("[data-copy]:not([data-offered])")) {
      text.dataset.offered = "";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-secondary btn-sm";
      button.textContent = "Salin";
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = "Tersalin";
      });
      text.after(" ", button);
    }
  };
  offerCopies();

  // In the week a session is dragged to another day or room: that leads to its form, as "Pindahkan" does step by step.
  let moved = null;
  const cellUnder = ({ target }) => moved && target.closest("[data-day]");
  document.addEventListener("dragstart", ({ target }) => {
    if (target instanceof Element) moved = [target, target.nextElementSibling].find((one) => one?.matches("[data-moves]"));
  });
  for (const [kind, isOver] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
    document.addEventListener(kind, (event) => {
      const cell = cellUnder(event);
      if (!cell) return;
      event.preventDefault();
      cell.classList.toggle("is-over", isOver);
      if (kind !== "drop") return;
      const place = new URLSearchParams({ tanggal: cell.dataset.day, mulai: moved.dataset.at });
      if (cell.dataset.room) place.set("ruang", cell.dataset.room);
      location.assign(`${moved.dataset.moves}?${place}`);
    });
  }

  // A page that sending.js has put in place of this one.
  document.addEventListener("palu:page", () => {
    takeFocus();
    showAsked();
    reveal();
    countAll();
    offerCopies();
  });
})();
