"""A desktop panel without a screen: it takes in tray icons as GNOME's and KDE's panels do (StatusNotifierItem and
dbusmenu). Writes one JSON line per request read from standard input: `show`, or `choose LABEL`."""
import hashlib
import json
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
items = []


class Watcher(dbus.service.Object):
    @dbus.service.method(WATCHER, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, service, sender=None):
        at = service if service.startswith("/") else "/StatusNotifierItem"
        name = sender if service.startswith("/") else service
        items.append((name, at))

    @dbus.service.method(WATCHER, in_signature="s")
    def RegisterStatusNotifierHost(self, service):
        pass

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return self.GetAll(interface)[name]

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="s", out_signature="a{sv}")
    def GetAll(self, interface):
        return {
            "RegisteredStatusNotifierItems": dbus.Array([a + b for a, b in items], signature="s"),
            "IsStatusNotifierHostRegistered": True,
            "ProtocolVersion": 0,
        }


def properties(name, path):
    return dbus.Interface(bus.get_object(name, path), dbus.PROPERTIES_IFACE).GetAll(ITEM)


def menu(name, path):
    return dbus.Interface(bus.get_object(name, path), MENU)


def labels(node):
    number, values, children = node
    return [(int(number), str(values.get("label", "")).replace("_", ""))] + [x for c in children for x in labels(c)]


def layout(name, path):
    _revision, root = menu(name, path).GetLayout(0, -1, dbus.Array([], signature="s"))
    return labels(root)


def answer(line):
    if not items:
        return {"icon": None}
    name, path = items[-1]
    try:
        values = properties(name, path)
        entries = layout(name, values["Menu"])
        if line.startswith("choose "):
            number = next(n for n, label in entries if label == line[7:])
            # The icon may be gone before it can answer.
            menu(name, values["Menu"]).Event(number, "clicked", dbus.Int32(0), dbus.UInt32(0), ignore_reply=True)
    except dbus.DBusException:
        return {"icon": None}
    pixmaps = values.get("IconPixmap", [])
    return {
        "icon": [[int(w), int(h)] for w, h, _ in pixmaps],
        "pixels": hashlib.sha256(bytes(pixmaps[0][2])).hexdigest() if pixmaps else "",
        "tooltip": [str(values["ToolTip"][2]), str(values["ToolTip"][3])] if "ToolTip" in values else [],
        "menu": [label for _, label in entries if label],
    }


def read(_channel, _condition):
    line = sys.stdin.readline().strip()
    if not line:
        GLib.MainLoop.quit(loop)
        return False
    try:
        print(json.dumps(answer(line)), flush=True)
    except Exception as error:
        print(json.dumps({"error": str(error)}), flush=True)
    return True


name = dbus.service.BusName(WATCHER, bus)
watcher = Watcher(bus, "/StatusNotifierWatcher")
GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, read)
loop = GLib.MainLoop()
print(json.dumps({"ready": True}), flush=True)
loop.run()
