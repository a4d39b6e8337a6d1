"""What a person does at a browser, in the words of the pages."""

from __future__ import annotations

import subprocess

from django.conf import settings
from playwright.sync_api import expect

SECONDS = 1000
PATIENCE = 60 * SECONDS


class Browser:
    """A desk of 1280 px with JavaScript, or a phone of 360 px without."""

    def __init__(self, chromium, origin, *, phone=False):
        self.origin = origin
        self.phone = phone
        self.context = chromium.new_context(
            viewport={"width": 360, "height": 740} if phone else {"width": 1280, "height": 900},
            java_script_enabled=not phone,
            accept_downloads=True,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(20 * SECONDS)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", lambda message: self.complain(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def complain(self, text):
        # A refusal answers 422, which the browser's console calls an error.
        if "422 (Unprocessable Entity)" not in text:
            self.complaints.append(text)

    def close(self):
        self.context.close()

    # --- Getting about ------------------------------------------------------------------------

    def open(self, path):
        self.page.goto(self.origin + path)
        return self

    def enter(self, session):
        """With a session that is there already."""
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": session, "url": self.origin}])
        return self

    def sign_in(self, name, password):
        self.open("/masuk/").write("NIP atau nama masuk", name).write("Kata sandi", password).press("Masuk")
        return self

    def menu(self, entry):
        if self.phone:
            self.page.locator(".menu > summary").click()
        bar = self.page.locator(".menu nav" if self.phone else ".bar__nav")
        return self.goes(bar.get_by_role("link", name=entry, exact=True))

    def follow(self, name, *, inside="main"):
        """The first link that says so, to the page it leads to."""
        return self.goes(self.page.locator(inside).get_by_role("link", name=name).first)

    def goes(self, link):
        """A click alone returns before the next page is there; what is pressed then is pressed on the old."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            link.click()
        return self

    def press(self, name, *, inside="main"):
        return self.send(self.page.locator(inside).get_by_role("button", name=name).first)

    def act(self):
        """Press the one strong button of the page."""
        return self.send(self.page.locator("main button.btn-primary").first)

    def send(self, button):
        button.wait_for()
        if self.phone:
            return self.goes(button)
        self.page.wait_for_load_state("domcontentloaded")  # before, the scripts are not there that send it
        button.click()
        # A script sends the form; the page stays until the answer is there.
        self.page.locator("form[data-sent]").first.wait_for(state="detached")
        return self

    # --- Writing --------------------------------------------------------------------------------

    def write(self, label, text):
        self.page.locator("main").get_by_label(label).first.fill(str(text))
        return self

    def explain(self, text="Dana tahun ini terbatas."):
        """Why a plan is submitted although something of its checklist is open, where it is asked."""
        box = self.page.locator("main textarea[name=note]")
        if box.count():
            box.fill(text)
        return self

    def choose(self, label, option):
        self.page.locator("main").get_by_label(label).first.select_option(label=option)
        return self

    # --- Seeing ---------------------------------------------------------------------------------

    def sees(self, text, *, inside="main", timeout=20 * SECONDS):
        expect(self.page.locator(inside).get_by_text(text).first).to_be_visible(timeout=timeout)
        return self

    def heading(self):
        return self.page.locator("h1").inner_text()

    def waits_for(self, text):
        """What a worker makes: the page follows by itself, or by its button where there are no scripts."""
        found = self.page.locator("main").get_by_text(text).first
        if not self.phone:
            expect(found).to_be_visible(timeout=PATIENCE)
            return self
        for _try in range(120):
            if found.is_visible():
                return self
            self.follow("Segarkan")
            self.page.wait_for_timeout(500)
        raise AssertionError(f"waited in vain for “{text}”")

    def has(self, name, *, role="link"):
        return self.page.locator("main").get_by_role(role, name=name).count() > 0

    def downloads(self, name, folder):
        with self.page.expect_download() as waiting:
            self.page.locator("main").get_by_role("link", name=name).first.click()
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    # --- Whole errands --------------------------------------------------------------------------

    def imports(self, kind, path):
        """From the file to the changed data, with whatever the preview asks."""
        self.open("/impor/").follow(f"Unggah {kind}")
        self.page.set_input_files("input[type=file]", path)
        self.press("Unggah dan periksa").waits_for("Yang akan terjadi")
        if self.has("Lanjut: jawab pertanyaan"):
            self.follow("Lanjut: jawab pertanyaan").press("Terima semua").waits_for("Yang akan terjadi")
        is_whole = self.has("Lanjut: terapkan")
        self.follow("Lanjut: terapkan" if is_whole else "Terapkan tanpa baris yang menunggu")
        return self.press("Terapkan").waits_for("Diterapkan")


def text_of(pdf):
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())
