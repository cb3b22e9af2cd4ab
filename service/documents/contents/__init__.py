"""What each paper says, read from the rows of a case: plain fields for its template."""

from service.documents.contents import campaigns, councils, nominations, provinces, units
from service.documents.contents.registry import content_of, kinds_of
from service.documents.contents.scene import Office, Scene

__all__ = [
    "Office",
    "Scene",
    "campaigns",
    "content_of",
    "councils",
    "kinds_of",
    "nominations",
    "provinces",
    "units",
]
