"""Opens the status pages as a person would, without scripts, and finds things by their roles.

    check_pages.py CHROMIUM URL [FOLDER-FOR-SCREENSHOTS]
"""

import base64
import os
import sys

from chromium import Chromium, is_focused, name, role

MOST_TABS = 60


def named(nodes, wanted_role, part):
    """The first node of a role whose name contains a text."""
    for node in nodes:
        if role(node) == wanted_role and part in name(node):
            return node
    found = sorted({name(node) for node in nodes if role(node) == wanted_role})
    raise AssertionError(f"no {wanted_role} named '{part}' among {found}")


def count(nodes, wanted_role):
    return sum(role(node) == wanted_role for node in nodes)


def the_grid_and_the_filter_have_roles(page, url):
    page.open(url)
    nodes = page.nodes()
    named(nodes, "main", "")
    named(nodes, "heading", "Usage reports owed to distributors")
    table = named(nodes, "table", "")
    assert "overdue and held first" in name(table) or count(nodes, "caption"), name(table)
    assert count(nodes, "columnheader") >= 7, count(nodes, "columnheader")
    named(nodes, "columnheader", "2026-10")
    named(nodes, "rowheader", "Northern Clouds GmbH")
    named(nodes, "link", "rejected, overdue since 2026-10-08, held for a person")
    named(nodes, "search", "Filter the grid")
    for label in ("Contract", "Product", "From month", "To month"):
        named(nodes, "textbox", label)
    for label in ("State", "Reason", "Only"):
        named(nodes, "combobox", label)
    named(nodes, "button", "Filter")
    named(nodes, "navigation", "Pages")
    named(nodes, "list", "Totals")
    named(nodes, "heading", "Compared with what others sent")
    named(nodes, "region", "Compared with what others sent")
    named(nodes, "list", "Compared cells by verdict")
    for heading in ("Verdict", "Days", "Difference"):
        named(nodes, "columnheader", heading)
    cell = named(nodes, "rowheader", "CRD-63318-20419-11873/PRD-276-377-545/2026-08")
    assert "Cape Digital" in name(cell), name(cell)


def the_keyboard_reaches_everything(page, url):
    page.open(url)
    page.press("Tab", 9)
    first = next(node for node in page.nodes() if is_focused(node) and role(node) == "link")
    assert name(first) == "Skip to the content", name(first)
    page.press("Enter", 13, "\r")
    seen = []
    for _ in range(MOST_TABS):
        page.press("Tab", 9)
        focused = [node for node in page.nodes() if is_focused(node) and name(node)]
        if not focused:
            continue
        node = focused[-1]
        seen.append((role(node), name(node)))
        if role(node) == "link" and name(node).startswith("rejected, overdue"):
            break
    else:
        raise AssertionError(f"Tab does not reach the cell: {seen}")
    assert ("textbox", "Contract") in seen, seen
    assert ("button", "Filter") in seen, seen
    assert seen.index(("textbox", "Contract")) < len(seen) - 1
    page.forget()
    page.press("Enter", 13, "\r")
    page.wait("Page.loadEventFired")
    assert "/cells/" in page.address(), page.address()


def a_cells_page_has_its_parts(page):
    nodes = page.nodes()
    for heading in ("Why", "The command that clears it", "Facts", "Policies", "History"):
        named(nodes, "heading", heading)
    texts = [name(node) for node in nodes if role(node) == "StaticText"]
    assert any(text.startswith("usagectl resend CRD-") for text in texts), texts


def the_filter_works_without_scripts(page, url):
    page.open(url)
    page.press("Tab", 9)
    page.press("Enter", 13, "\r")
    for _ in range(MOST_TABS):
        page.press("Tab", 9)
        if any(is_focused(n) and role(n) == "textbox" for n in page.nodes()):
            break
    page.send("Input.insertText", text="iberia")
    page.forget()
    page.press("Enter", 13, "\r")
    page.wait("Page.loadEventFired")
    assert "contract=iberia" in page.address(), page.address()
    nodes = page.nodes()
    named(nodes, "rowheader", "Iberia Distribution")
    assert not any(role(n) == "link" and "Northern" in name(n) for n in nodes)
    named(nodes, "link", "Show everything")


def both_themes_and_small_screens_work(page, url, path):
    grounds = []
    for theme in ("light", "dark"):
        page.appear(theme, 1280, 900)
        page.open(url)
        grounds.append(page.style("body", "background-color"))
    assert grounds == ["rgb(255, 255, 255)", "rgb(19, 23, 26)"], grounds
    for address in (url, url + path, url + "cycles", url + "policies"):
        page.appear("light", 320, 640)
        page.open(address)
        width = page.send("Page.getLayoutMetrics")["cssContentSize"]["width"]
        assert width <= 320, f"{address} is {width} wide on a screen of 320"


def take(page, address, theme, file, height):
    page.appear(theme, 1240, height)
    page.open(address)
    picture = page.send("Page.captureScreenshot", format="png")["data"]
    with open(file, "wb") as output:
        output.write(base64.b64decode(picture))


def main():
    program, url = sys.argv[1:3]
    page = Chromium(program)
    try:
        page.send("Emulation.setScriptExecutionDisabled", value=True)
        page.appear("light", 1280, 900)
        the_grid_and_the_filter_have_roles(page, url)
        the_keyboard_reaches_everything(page, url)
        a_cells_page_has_its_parts(page)
        cell = page.address()[len(url):]
        the_filter_works_without_scripts(page, url)
        both_themes_and_small_screens_work(page, url, cell)
        if len(sys.argv) > 3:
            for theme in ("light", "dark"):
                folder = sys.argv[3]
                take(page, url, theme, os.path.join(folder, f"status-grid-{theme}.png"), 860)
                take(page, url + cell, theme, os.path.join(folder, f"status-cell-{theme}.png"), 980)
    finally:
        page.close()
    print("the pages are as they should be")


main()
