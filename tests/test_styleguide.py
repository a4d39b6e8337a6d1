"""The components in a real browser: no axe violation, nothing wider than the screen, nothing refused."""

import mimetypes
import os
from pathlib import Path

import brotli
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles import finders
from django.template import engines

from tests import styleguide
from tests.browser.look import WCAG, barriers

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.styleguide")]
ORIGIN = "http://palu.test/"
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'"
CHANGES_WITH_THE_LOOK = ["color-contrast", "target-size", "scrollable-region-focusable"]
LOOKS = [
    ({"color_scheme": "light", "forced_colors": "none"}, 1280, WCAG),
    ({"color_scheme": "dark", "forced_colors": "none"}, 360, CHANGES_WITH_THE_LOOK),
    ({"color_scheme": "light", "forced_colors": "none"}, 320, CHANGES_WITH_THE_LOOK),
    # axe reads our colours here, while the screen shows the visitor's own
    ({"color_scheme": "light", "forced_colors": "active"}, 1280, ["target-size"]),
]

# What reaches into the padding of the box around it, except where a table may scroll.
HANGING_OUT = """[...document.querySelectorAll('.panel, .figure-card, table.cards tr, .todo > li')]
  .flatMap(box => {
    const edge = box.getBoundingClientRect().right - parseFloat(getComputedStyle(box).paddingRight);
    return [...box.querySelectorAll('*:not(svg *, details:not([open]) *, .visually-hidden)')]
      .filter(e => e.offsetParent && e.getBoundingClientRect().right > edge + 1)
      .map(e => e.outerHTML.slice(0, 120));
  })"""


def rejected_form():
    return form_page(styleguide.SampleForm({"judul": "", "biaya": "empat juta", "bentuk": "1"}))


def form_page(form):
    more = {"title": "Butir", "act": "Simpan dan lanjutkan", "above": "Rencana", "cancel_url": "/"}
    return styleguide.render("components/edit_form.html", form=form, **more)


def confirm_page():
    return styleguide.render(
        "components/confirm.html",
        form=None,
        title="Hapus 14 butir rencana?",
        consequences=["9 pegawai kehilangan jalur 20 JP."],
        act="Hapus 14 butir",
        cancel_url="/",
    )


def static_body(path):
    found = finders.find(path)
    assert found, f"static file {path} is missing"
    return Path(found).read_bytes()


def open_page(chromium, html, width, **look):
    """The page as a visitor gets it, with our content policy; no server and no network."""

    def answer(route):
        path = route.request.url.removeprefix(ORIGIN).split("#")[0].split("?")[0]
        if path.startswith("static/"):
            kind = mimetypes.guess_type(path)[0]
            route.fulfill(body=static_body(path.removeprefix("static/")), content_type=kind)
        elif path == "kemajuan/":  # how far a job is: nothing new
            route.fulfill(status=204)
        else:
            route.fulfill(
                body=html,
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": POLICY},
            )

    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=False, **look)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.route("**/*", answer)
    page.goto(ORIGIN)
    return page


@pytest.mark.parametrize("make", [styleguide.render, rejected_form, confirm_page])
def test_everybody_can_use_the_components(chromium, make):
    page = open_page(chromium, make(), 1280, reduced_motion="reduce")  # else colours change slowly
    page.evaluate(AXE_SCRIPT)
    for look, width, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(**look)
        if folder := os.environ.get("PALU_PICTURES"):  # for the eye: see docs/design.md
            name = "-".join([make.__name__, str(width), *look.values()])
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert page.evaluate(HANGING_OUT) == []
        assert barriers(page, rules, contrast=True) == []
    assert page.complaints == []
    page.context.close()


def test_targets_are_large_enough_on_a_phone(chromium):
    page = open_page(chromium, styleguide.render(), 360)
    small = page.evaluate(
        """[...document.querySelectorAll('.btn, .form-control, .form-select, .heat a, .pages a, summary')]
           .filter(e => e.offsetParent && !e.closest('.origin, th') && e.getBoundingClientRect().height < 44)
           .map(e => e.outerHTML.slice(0, 100))"""
    )
    assert small == []
    page.context.close()


def test_the_error_summary_has_the_focus_and_leads_to_the_fields(chromium):
    page = open_page(chromium, rejected_form(), 1280)
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.click(".error-summary a >> nth=0")
    assert page.evaluate("document.activeElement.id") == "id_judul"
    assert page.input_value("#id_biaya") == "empat juta"
    for link in page.query_selector_all(".error-summary a"):
        assert page.query_selector(link.get_attribute("href")), link.inner_text()
    page.context.close()


def test_the_menu_opens_without_scripts(chromium):
    page = open_page(chromium, styleguide.render(), 360, java_script_enabled=False)
    assert not page.locator(".menu nav").is_visible()
    page.click(".menu > summary")
    assert page.locator(".menu nav a", has_text="Kebutuhan").is_visible()
    page.context.close()


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_say_what_to_do_and_need_nothing(template):
    html = engines["django"].get_template(template).render()
    assert "Yang dapat Anda lakukan" in html
    assert html.count("<h1") == 1


def test_first_view_weighs_less_than_100_kb():
    parts = [
        "bootstrap/css/bootstrap.min.css",
        "css/palu.css",
        "django_htmx/htmx-2.min.js",
        "js/palu.js",
        "img/icons.svg",
        "img/woven.svg",
        "img/mark.svg",
        "img/chevron.svg",
    ]
    weight = sum(len(brotli.compress(static_body(part))) for part in parts)
    assert weight < 70_000  # leaves 30 kB for the page itself


def test_the_day_in_words_follows_the_calendar(chromium):
    page = open_page(chromium, form_page(styleguide.SampleForm()), 360)
    said = page.locator("#div_id_mulai .day-in-words")
    assert said.inner_text() == "1 Februari 2027"
    page.fill("#id_mulai", "2027-12-31")
    assert said.inner_text() == "31 Desember 2027"
    page.fill("#id_mulai", "")
    assert not said.is_visible()
    assert page.input_value("#id_biaya") == "4.500.000"
    page.context.close()
