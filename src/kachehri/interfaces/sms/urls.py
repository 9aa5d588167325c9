"""Addresses for gateways, outside of the languages."""

from django.urls import path

from . import endpoints, telephone, whatsapp

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
    path("whatsapp/hook", whatsapp.hook, name="whatsapp-hook"),
    path("whatsapp/<slug:key>/hook", whatsapp.hook, name="whatsapp-gateway-hook"),
    path("voice/prompts/<slug:language>/<slug:name>.wav", telephone.prompt, name="voice-prompt"),
    path("voice/<slug:key>/call", telephone.call, name="voice-call"),
    path("voice/<slug:key>/missed", telephone.missed, name="voice-missed"),
    path("voice/<slug:key>/recording", telephone.recording, name="voice-recording"),
]
