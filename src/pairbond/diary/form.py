"""The printable form of our own diary: one page to read, then one page a week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from importlib.resources import files

from pairbond.diary.template_items import Question

_WEEK = 7
_LONG = 56  # days from which on a diary is about as long as is asked for
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# English like the rest of the form, whatever the computer's language
_MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]


def form_html(name: str, questions: Sequence[Question], days: int, start: date | None) -> str:
    """One self-contained HTML page with the questions as rows and days as columns.

    ``days`` columns in pages of seven; with ``start`` they carry their dates.
    """
    css = (files("pairbond.diary") / "forms" / "form.css").read_text(encoding="utf-8")
    weeks = [range(first, min(first + _WEEK, days)) for first in range(0, days, _WEEK)]
    pages = "\n".join(_week(number, week, questions, start) for number, week in enumerate(weeks, start=1))
    who = escape(name)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Diary of {who}</title>
<style>
{css}</style>
</head>
<body>
<h1>Diary of {who}</h1>
<p>Once a day, best in the evening, for {days} days. It takes about two minutes.
Look at this day only, not at what the other person is like.</p>
<ul>
<li>Most questions have an answer from 0 to 6. 0 and 6 mean what stands under the
question; 3 lies in the middle.</li>
<li>Leave a box empty if you do not know or do not want to say. A day you missed stays
empty; it is never filled in later.</li>
<li>Contact: <b>t</b> if you were together, <b>a</b> if you were apart but in touch,
<b>n</b> if there was none.</li>
<li>Two persons each write on a sheet of their own, and nobody needs to show it. A report is
made for each, of that person's answers alone.</li>
</ul>
<p>Keep these sheets where only you can find them. If you are afraid of what would happen
if they were found, do not keep them; talk to somebody you trust or to people who help
with this, from a telephone or computer that nobody else uses.</p>
<p>{_span(days)}</p>
<p>To see what the diary shows, copy the answers into <code>diary.csv</code>, one row a
day, with together, apart or none written out.</p>
{pages}
</body>
</html>
"""


def _span(days: int) -> str:
    """What can be expected of so many days."""
    return (
        "About four weeks give a description of your days. What tends to follow what, and what the theory may say of "
        "them, takes about sixty days, and may stay open even then."
        if days < _LONG
        else f"Four weeks already give a description of your days. The rest of the {days} is for what tends to follow "
        "what, and for what the theory may say of them; that may stay open even then."
    )


def _week(number: int, week: range, questions: Sequence[Question], start: date | None) -> str:
    heads = "".join(f'<th scope="col">{_day(day, start)}</th>' for day in week)
    empty = "<td></td>" * len(week)
    rows = [f'<tr><th scope="row">Contact<small>t, a or n</small></th>{empty}</tr>']
    for question in questions:
        ends = f"{question.item.low:g} {question.low_word}, {question.item.high:g} {question.high_word}"
        rows.append(f'<tr><th scope="row">{escape(question.text)}<small>{escape(ends)}</small></th>{empty}</tr>')
    rows.append(
        f'<tr class="words"><th scope="row">Did anything happen?'
        f"<small>a word or two, if you like</small></th>{empty}</tr>"
    )
    body = "\n".join(rows)
    return f"""<section class="week">
<h2>Week {number}</h2>
<div class="wide"><table>
<thead><tr><th scope="col">Day</th>{heads}</tr></thead>
<tbody>
{body}
</tbody>
</table></div>
</section>"""


def _day(day: int, start: date | None) -> str:
    if start is None:
        return str(day + 1)
    when = start + timedelta(days=day)
    return f"{_WEEKDAYS[when.weekday()]}<br>{when.day} {_MONTHS[when.month - 1]}"
