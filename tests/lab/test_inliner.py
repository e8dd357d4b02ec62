"""Modules become one script: names stay apart, and nothing in a script can end its element."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pairbond.errors import PairbondError
from pairbond.lab._inliner import data_block, inlined
from pairbond.lab._javascript import CODE, COMMENT, QUOTED, code_only, compact, safe_in_html, spans
from pairbond.lab.page import STATIC


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def test_private_names_of_modules_stay_apart(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        a='import { value as other } from "./b.js";\nconst secret = 1;\nexport const sum = () => secret + other;\n',
        b="const secret = 41;\nconst hidden = secret;\nexport { hidden as value };\n",
        main='import { sum } from "./a.js";\nimport {\n  value,\n} from "./b.js";\nconst secret = 0;\n'
        "self.found = sum() + value;\n",
    )
    text = inlined(folder, "main.js")
    assert text.count("const secret") == 3
    assert text.count("(() => {\n") == 4  # one around all, and one each
    assert text.index("const hidden") < text.index("const sum") < text.index("self.found")
    assert "const { value: other } = module_0;" in text
    assert "return { value: hidden };" in text
    assert "import" not in code_only(text)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"main": 'import { x } from "./gone.js";'}, "main.js imports gone.js, which is not there"),
        (
            {"main": 'import { x } from "./a.js";', "a": 'import { y } from "./main.js";'},
            "circle: main.js → a.js → main.js",
        ),
        ({"main": 'import { x } from "../../a.js";'}, "outside the folder"),
        ({"main": "export let x = 1;"}, "'export let x = 1;'"),
        ({"main": 'import * as all from "./main.js";'}, "import * as all"),
        ({"main": "const s = 'open\n"}, "string of a script is not closed"),
        ({"main": "if (a</script/.test(b)) {}"}, "put a space after '<'"),
    ],
)
def test_what_cannot_be_inlined_is_refused(tmp_path: Path, files: dict[str, str], sentence: str) -> None:
    with pytest.raises(PairbondError) as refused:
        inlined(written(tmp_path, **files), "main.js")
    assert sentence in str(refused.value)


@pytest.mark.parametrize("quote", ["'", '"', "`", "/"])
def test_no_text_can_end_the_script(quote: str) -> None:
    source = f"const x = {quote}a</script>b<!--c<SCRIPT d{quote}; // </script>\n/* <!-- */".replace(
        "</", "<\\/" if quote == "/" else "</"
    )
    safe = safe_in_html(source).lower()
    assert not [one for one in ("</script", "<script", "<!--") if one in safe]
    assert code_only(safe).strip().startswith("const x =")


def test_letters_of_code_strings_and_comments_are_distinguished() -> None:
    source = "a = b / c / d; // x'\nq = /[/'`]+/g.test(`t${ {k: `u}`}.k + '}' }v`) /* ` */ + \"\\\"\";"
    found = [(source[start:end], kind) for start, end, kind in spans(source)]
    assert "".join(piece for piece, _ in found) == source
    assert [piece for piece, kind in found if kind == QUOTED] == ["/[/'`]+/", "`t${", "`u}`", "'}'", "}v`", '"\\""']
    assert [piece for piece, kind in found if kind == COMMENT] == ["// x'", "/* ` */"]
    assert found[0] == ("a = b / c / d; ", CODE)


def test_a_compact_script_has_the_same_code() -> None:
    source = "// one\nconst a = `x\n    y // z` /* two\n  */\n\n    + b; // three\n  c('  // d');\n"
    found = compact(source)
    assert "`x\n    y // z`" in found
    assert re.sub(r"\s+", "", code_only(found)) == re.sub(r"\s+", "", code_only(source))
    assert "one" not in found
    assert "three" not in found
    assert len(found) < len(source)


def test_imports_in_texts_and_comments_are_left_alone(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        main="/*\nimport { x } from './gone.js';\n*/\nexport const s = `\nimport { x } from './gone.js';\n`;\n",
    )
    assert inlined(folder, "main.js").count("import { x } from './gone.js'") == 1  # the comment is left out


def test_data_cannot_end_its_element() -> None:
    block = data_block("x", {"</script>": "<!-- \u2028"})
    assert block.count("<") == 2
    assert block.endswith("</script>")


def test_every_script_of_the_page_is_short_and_imported() -> None:
    own = [path for path in STATIC.rglob("*.js") if "vendor" not in path.parts]
    assert {str(p): n for p in own if (n := len(p.read_text(encoding="utf-8").splitlines())) > 300} == {}
    text = inlined(STATIC, "main.js") + inlined(STATIC, "runtime/worker.js")
    for path in own:
        last = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()][-1]
        assert last.strip().removeprefix("export ") in text, path
