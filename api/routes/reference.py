"""The description of all this: `/openapi.json`, and a page to read it on."""

from __future__ import annotations

from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import JSONResponse, Response

from api.deps import Plugin
from api.routes.findings import problems

router = APIRouter(tags=["reference"])
ASSETS = Path(fastapi_offline.__file__).parent / "static"


@router.get("/openapi.json", summary="This description", responses=problems(401, 403, 429))
async def openapi(request: Request, _: Plugin) -> JSONResponse:
    """The OpenAPI document."""
    return JSONResponse(request.app.openapi())


@router.get("/docs", summary="This description as a page", responses=problems(401, 403, 429))
async def docs(_: Plugin) -> Response:
    """Swagger UI, served from here."""
    return get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="Tactful",
        swagger_js_url="/static/reference/swagger-ui-bundle.js",
        swagger_css_url="/static/reference/swagger-ui.css",
        swagger_favicon_url="/static/icon.svg",
    )
