"""A desktop's notification service without a screen (org.freedesktop.Notifications). Writes one JSON line per notification,
and clicks each of them when it is given `--click`."""
import json
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
NAME = "org.freedesktop.Notifications"
IS_CLICKING = "--click" in sys.argv


class Notifications(dbus.service.Object):
    count = 0

    @dbus.service.method(NAME, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, icon, title, body, actions, hints, timeout):
        self.count += 1
        print(json.dumps({"title": str(title), "body": str(body)}), flush=True)
        if IS_CLICKING:
            GLib.timeout_add(300, self.ActionInvoked, dbus.UInt32(self.count), "default")
        return self.count

    @dbus.service.signal(NAME, signature="us")
    def ActionInvoked(self, number, action):
        pass

    @dbus.service.method(NAME, in_signature="u")
    def CloseNotification(self, number):
        pass

    @dbus.service.method(NAME, out_signature="as")
    def GetCapabilities(self):
        return ["actions", "body"]

    @dbus.service.method(NAME, out_signature="ssss")
    def GetServerInformation(self):
        return ("kRouter's test desktop", "kRouter", "1", "1.2")


name = dbus.service.BusName(NAME, bus)
host = Notifications(bus, "/org/freedesktop/Notifications")
print(json.dumps({"ready": True}), flush=True)
GLib.MainLoop().run()
