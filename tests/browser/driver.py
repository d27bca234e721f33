# SPDX-License-Identifier: GPL-3.0-or-later
"""Chromium through the WebDriver protocol, with nothing but the standard library."""
import base64
import http.client
import json
import re
import subprocess
import tempfile


class Browser:
    """One headless Chromium. As root in a bare container it has no sandbox and no /dev/shm."""

    def __init__(self, width=1440, height=1000):
        self.profile = tempfile.TemporaryDirectory(prefix="saldo-browser-")
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True)
        port = None
        for line in self.driver.stdout:
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                port = int(found.group(1))
                break
        if port is None:
            raise RuntimeError("chromedriver did not start")
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        options = {"args": ["--headless", "--no-sandbox", "--disable-dev-shm-usage",
                            "--disable-gpu", "--hide-scrollbars", "--no-first-run",
                            "--disable-background-networking", "--disable-component-update",
                            "--user-data-dir=" + self.profile.name,
                            f"--window-size={width},{height}"]}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options,
                  "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
        self.session = None
        self.session = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})[
            "sessionId"]

    def call(self, method, path, body=None):
        where = path if self.session is None else f"/session/{self.session}{path}"
        text = None if method == "GET" else json.dumps(body or {})
        self.http.request(method, where, text, {"Content-Type": "application/json"})
        value = json.loads(self.http.getresponse().read())["value"]
        if isinstance(value, dict) and "error" in value:
            raise RuntimeError(value["error"] + ": " + value["message"].splitlines()[0])
        return value

    def cdp(self, command, **params):
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": params})

    def open(self, url):
        self.call("POST", "/url", {"url": url})

    def run(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def wait_for(self, script, *arguments):
        """The value that the script gives to its last argument, a callback."""
        return self.call("POST", "/execute/async", {"script": script, "args": list(arguments)})

    def size(self, width, height, mobile=False):
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=1, mobile=mobile)

    def log(self, kind):
        return self.call("POST", "/se/log", {"type": kind})

    def pdf(self, path):
        data = self.cdp("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def screenshot(self, path, whole=False):
        data = self.cdp("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        try:
            self.call("DELETE", "")
        finally:
            self.http.close()
            self.driver.terminate()
            self.driver.wait()
            self.driver.stdout.close()
            self.profile.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
