"""Take pictures of reports: telephone and desk, light and dark, and as printed.

    python docs/screenshots.py report.html [more.html ...] --out pictures
    python docs/screenshots.py report.html --out pictures --section glance --widths 390 --schemes dark
    python docs/screenshots.py lab.html --out pictures --fragment view=couple --widths 1200 --schemes light

Without ``--section`` or ``--fragment`` a whole page becomes one sheet, cut into columns to be read from left to right.
With ``--fragment`` it is the window of a page of the lab in that state, once the model has run. Needs playwright
(``pip install playwright``), Pillow, a Chromium (``--chromium``, default ``/usr/bin/chromium``) and, for the printed
page, ``pdftoppm`` of poppler. Says so if a page is wider than its window, writes to the console or asks the network
for anything.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
COLUMN = {390: 2200, 1200: 3000}  # page pixels in one column of a sheet
SHRINK = {390: 0.48, 1200: 0.4}
PAPER = "#b9b9b5"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("pictures"))
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--section", help="only this section (its id), in full size")
    parser.add_argument("--fragment", help="the state of a page of the lab, as in its links")
    parser.add_argument("--schemes", nargs="+", default=["light", "dark"])
    parser.add_argument("--widths", nargs="+", type=int, default=[390, 1200])
    parser.add_argument("--print", action="store_true", help="also the printed pages, on one sheet")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=args.chromium, args=list(ARGS))
        for page in args.pages:
            for scheme in args.schemes:
                for width in args.widths:
                    screen(browser, page, args, scheme, width)
            if args.print:
                printed(browser, page, args.out)
        browser.close()


def screen(browser: Browser, file: Path, args: argparse.Namespace, scheme: str, width: int) -> None:
    height = 844 if width < 600 else 900
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    tab = context.new_page()
    loud: list[str] = []
    tab.on("console", lambda message: loud.append(message.text))
    tab.on("request", lambda request: loud.append(request.url) if request.url.startswith("http") else None)
    tab.goto(file.resolve().as_uri() + (f"#{args.fragment}" if args.fragment else ""))
    stem = f"{file.stem}-{width}-{scheme}"
    sideways = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    if sideways > 0 or loud:
        print(f"{stem}: {sideways} px too wide; {loud}")
    if args.fragment:
        tab.wait_for_selector("canvas, .door, .bets, .loop-picture, .cycle-sheet, .claims, .debate")
        tab.wait_for_timeout(2000)  # the runs of all draws
        save(Image.open(io.BytesIO(tab.screenshot())), args.out / f"{stem}.png")
    elif args.section:
        tab.add_style_tag(content=".leave{position:static!important}")  # it would lie over the section
        shot = tab.locator(f"#{args.section}").screenshot()
        save(Image.open(io.BytesIO(shot)), args.out / f"{stem}-{args.section}.png")
    else:
        whole = Image.open(io.BytesIO(tab.screenshot(full_page=True)))
        tall = COLUMN.get(width, 2400)
        parts = [whole.crop((0, y, width, min(y + tall, whole.height))) for y in range(0, whole.height, tall)]
        save(sheet(parts, len(parts), SHRINK.get(width, 0.5)), args.out / f"{stem}.png")
    context.close()


def printed(browser: Browser, file: Path, out: Path) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(file.resolve().as_uri())
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "page.pdf"
        tab.pdf(path=pdf, prefer_css_page_size=True, format="A4", print_background=True)
        subprocess.run(["pdftoppm", "-r", "50", "-png", str(pdf), f"{folder}/page"], check=True)
        save(
            sheet([Image.open(p) for p in sorted(Path(folder).glob("page-*.png"))], 6, 1),
            out / f"{file.stem}-print.png",
        )
    context.close()


def sheet(parts: list[Image.Image], columns: int, scale: float) -> Image.Image:
    """Pictures side by side, ``columns`` in a row, on grey."""
    small = [p.convert("RGB").resize((round(p.width * scale), round(p.height * scale)), Image.LANCZOS) for p in parts]
    wide, tall = max(p.width for p in small) + 8, max(p.height for p in small) + 8
    rows = -(-len(small) // columns)
    whole = Image.new("RGB", (wide * min(columns, len(small)), tall * rows), PAPER)
    for i, part in enumerate(small):
        whole.paste(part, ((i % columns) * wide + 4, (i // columns) * tall + 4))
    return whole


def save(picture: Image.Image, path: Path) -> None:
    """As PNG of few colours: small, and nothing here has many."""
    few = picture.convert("RGB").quantize(96, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    print(f"{path} {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
