"""Addresses of vehicles, drivers and trips."""

from __future__ import annotations

from django.urls import URLPattern, path

from cungcau.domain.logistics.views import (
    driver_link,
    fleet,
    planning,
    stop_times,
    stowage,
    trips,
    trips_edit,
    trips_moves,
    trips_paper,
)

patterns: list[URLPattern] = [
    path("", trips.day, name="day"),
    path("chuyen/", trips.trips, name="trips"),
    path("chuyen/moi/", trips_edit.new, name="trip-new"),
    path("chuyen/<int:pk>/", trips.trip, name="trip"),
    path("chuyen/<int:pk>/sua/", trips_edit.edit, name="trip-edit"),
    path("chuyen/<int:pk>/phieu-xep-hang.pdf", trips_paper.loading_list, name="loading-list"),
    path("chuyen/<int:pk>/hang/<int:load_pk>/chuyen/", trips_edit.move, name="load-move"),
    path("chuyen/<int:pk>/hang/<int:load_pk>/xep/", trips_moves.load, name="load"),
    path("chuyen/<int:pk>/hang/<int:load_pk>/sua-xep/", trips_moves.correct, name="load-correct"),
    path("chuyen/<int:pk>/hang/<int:load_pk>/trung-chuyen/", trips_moves.transfer, name="load-transfer"),
    path("chuyen/<int:pk>/hang/<int:load_pk>/cho-tiep/", trips_moves.onward, name="load-onward"),
    path("chuyen/<int:pk>/hang/<int:load_pk>/xuong-hang/", trips_moves.put_off, name="load-put-off"),
    path("chuyen/<int:pk>/diem/<int:stop_pk>/gio/", stop_times.record, name="stop-time"),
    path("chuyen/<int:pk>/viec/<slug:verb>/", trips_moves.move, name="trip-move"),
    path("xep/", planning.plan, name="plan"),
    path("xep/<int:pk>/", planning.day_plan, name="day-plan"),
    path("xe/", fleet.vehicles, name="vehicles"),
    path("xe/moi/", fleet.new, {"kind": fleet.VEHICLE}, name="vehicle-new"),
    path("xe/<int:pk>/", fleet.vehicle, name="vehicle"),
    path("xe/<int:pk>/sua/", fleet.edit, {"kind": fleet.VEHICLE}, name="vehicle-edit"),
    path("lai-xe/", fleet.drivers, name="drivers"),
    path("lai-xe/moi/", fleet.new, {"kind": fleet.DRIVER}, name="driver-new"),
    path("lai-xe/<int:pk>/", fleet.driver, name="driver"),
    path("lai-xe/<int:pk>/sua/", fleet.edit, {"kind": fleet.DRIVER}, name="driver-edit"),
    path("lai-xe/<int:pk>/ho-ten/", fleet.reveal, name="driver-reveal"),
    path("xe/sot/", stowage.stowages, name="stowages"),
    path("xe/sot/moi/", stowage.new, name="stowage-new"),
    path("xe/sot/<int:pk>/sua/", stowage.edit, name="stowage-edit"),
    path("lx/<str:token>/", driver_link.driver_link, name="driver-link"),
]
