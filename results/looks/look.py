"""Take pictures of reports: telephone and desk, light and dark, and as printed.

    python results/looks/look.py report.html [more.html ...] --out pictures [--section give-and-take]

Needs playwright (``pip install playwright``), a Chromium (``--chromium``, default
``/usr/bin/chromium``) and, for the printed page, ``pdftoppm`` of poppler.
"""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

WIDTHS = (390, 1200)
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("pictures"))
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--section", help="only this section (its id)")
    parser.add_argument("--schemes", nargs="+", default=["light", "dark"])
    parser.add_argument("--widths", nargs="+", type=int, default=list(WIDTHS))
    parser.add_argument("--screens", action="store_true", help="one picture a screen rather than the whole page")
    parser.add_argument("--no-print", action="store_true")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=args.chromium, args=list(ARGS))
        for page in args.pages:
            for scheme in args.schemes:
                for width in args.widths:
                    screen(browser, page, args, scheme, width)
            if not args.no_print:
                printed(browser, page, args.out)
        browser.close()


def screen(browser: Browser, file: Path, args: argparse.Namespace, scheme: str, width: int) -> None:
    height = 844 if width < 600 else 900
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    tab = context.new_page()
    loud: list[str] = []
    tab.on("console", lambda message: loud.append(message.text))
    tab.on("request", lambda request: loud.append(request.url) if request.url.startswith("http") else None)
    tab.goto(file.resolve().as_uri())
    stem = f"{file.stem}-{width}-{scheme}"
    sideways = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    if sideways > 0 or loud:
        print(f"{stem}: {sideways} px too wide; {loud}")
    if args.section:
        tab.locator(f"#{args.section}").screenshot(path=args.out / f"{stem}-{args.section}.png")
    elif args.screens:
        tall = tab.evaluate("document.documentElement.scrollHeight")
        for i in range(-(-tall // height)):
            clip = {"x": 0, "y": i * height, "width": width, "height": min(height, tall - i * height)}
            tab.screenshot(path=args.out / f"{stem}-{i:02d}.png", full_page=True, clip=clip)
    else:
        tab.screenshot(path=args.out / f"{stem}.png", full_page=True)
    context.close()


def printed(browser: Browser, file: Path, out: Path) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(file.resolve().as_uri())
    pdf = out / f"{file.stem}.pdf"
    tab.pdf(path=pdf, prefer_css_page_size=True, format="A4", print_background=True)
    context.close()
    subprocess.run(["pdftoppm", "-r", "60", "-png", str(pdf), str(out / f"{file.stem}-print")], check=True)


if __name__ == "__main__":
    main()
