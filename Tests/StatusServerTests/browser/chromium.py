"""A headless Chromium, driven through the DevTools protocol over a pair of pipes."""

import json
import os
import subprocess
import tempfile


class Chromium:
    """One page of one browser; everything waits for its answer."""

    def __init__(self, program):
        self._folder = tempfile.TemporaryDirectory(prefix="usagectl-browser-")
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()

        def place():
            # The protocol speaks on the descriptors 3 and 4. They are moved away first, so that
            # neither overwrites the other.
            reading, writing = os.dup(to_browser), os.dup(from_browser)
            high = [os.dup(reading), os.dup(writing)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self._process = subprocess.Popen(
            [
                program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe",
                f"--user-data-dir={self._folder.name}", "about:blank",
            ],
            preexec_fn=place, close_fds=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self._buffer = b""
        self._number = 0
        self._events = []
        self._session = None
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send(
            "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "DOM", "CSS", "Accessibility"):
            self.send(domain + ".enable")

    def close(self):
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()

    def send(self, method, **parameters):
        self._number += 1
        call = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            call["sessionId"] = self._session
        os.write(self._out, json.dumps(call).encode() + b"\0")
        while True:
            message = self._receive()
            if message.get("id") == self._number:
                if "error" in message:
                    raise AssertionError(f"{method}: {message['error']['message']}")
                return message["result"]
            self._events.append(message)

    def wait(self, method):
        """Waits for an event that came after the last `forget`."""
        while True:
            for index, event in enumerate(self._events):
                if event.get("method") == method:
                    del self._events[: index + 1]
                    return event["params"]
            self._events.append(self._receive())

    def forget(self):
        self._events = []

    def _receive(self):
        while b"\0" not in self._buffer:
            data = os.read(self._in, 1 << 16)
            if not data:
                raise AssertionError("the browser ended")
            self._buffer += data
        message, self._buffer = self._buffer.split(b"\0", 1)
        return json.loads(message)

    # What a reader does

    def open(self, address):
        self.forget()
        answer = self.send("Page.navigate", url=address)
        assert "errorText" not in answer, answer
        self.wait("Page.loadEventFired")

    def press(self, key, code, text=""):
        common = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    def address(self):
        history = self.send("Page.getNavigationHistory")
        return history["entries"][history["currentIndex"]]["url"]

    def appear(self, theme, width, height):
        self.send(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": theme}])
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=1, mobile=False)

    # What a reader finds

    def nodes(self):
        """The accessibility tree: what a screen reader is told."""
        return [
            node for node in self.send("Accessibility.getFullAXTree")["nodes"]
            if not node.get("ignored")
        ]

    def style(self, selector, name):
        """A property of an element as the browser computed it."""
        root = self.send("DOM.getDocument")["root"]["nodeId"]
        node = self.send("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        properties = self.send("CSS.getComputedStyleForNode", nodeId=node)["computedStyle"]
        return next(each["value"] for each in properties if each["name"] == name)


def role(node):
    return node.get("role", {}).get("value", "")


def name(node):
    return node.get("name", {}).get("value", "")


def is_focused(node):
    return any(
        each["name"] == "focused" and each["value"].get("value")
        for each in node.get("properties", []))
