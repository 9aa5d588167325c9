"""Addresses for gateways, outside of the languages."""

from django.urls import path

from . import endpoints

urlpatterns = [
    path("sms/in", endpoints.incoming, name="sms-in"),
    path("sms/dlr", endpoints.report, name="sms-dlr"),
    path("sms/<slug:key>/in", endpoints.incoming, name="sms-gateway-in"),
    path("sms/<slug:key>/receive", endpoints.incoming, name="sms-gateway-receive"),
    path("sms/<slug:key>/dlr", endpoints.report, name="sms-gateway-dlr"),
    path("sms/<slug:key>/stopped", endpoints.stopped, name="sms-gateway-stopped"),
    *(
        path(f"sms/<slug:key>/{state}", endpoints.report, {"state": state}, f"sms-gateway-{state}")
        for state in ("sent", "delivered", "failed")
    ),
]
