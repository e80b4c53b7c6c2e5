"""Vehicles, drivers, crates, trips with their stops and loads; transit papers, route events, arrivals, claims."""

from cungcau.domain.logistics.models.arrival import Arrival, ArrivalWord, SaidBy, Speaker
from cungcau.domain.logistics.models.claim import Claim, ClaimKind, ClaimPhoto, ClaimSide
from cungcau.domain.logistics.models.driver import Driver
from cungcau.domain.logistics.models.event import EventKind, EventTarget, EventTold, HeardBy, RouteEvent
from cungcau.domain.logistics.models.paper import PaperProof, PaperStop, ProofKind, StopKind, TransitPaper
from cungcau.domain.logistics.models.rule import PaperRule, RuleEdition
from cungcau.domain.logistics.models.stop_time import StopMoment, StopTime
from cungcau.domain.logistics.models.stowage import Stowage
from cungcau.domain.logistics.models.trip import DayPlan, MadeBy, RoadsFrom, Trip, TripLoad, TripStop
from cungcau.domain.logistics.models.vehicle import Body, Vehicle, VehicleKind

__all__ = [
    "Arrival",
    "ArrivalWord",
    "Body",
    "Claim",
    "ClaimKind",
    "ClaimPhoto",
    "ClaimSide",
    "DayPlan",
    "Driver",
    "EventKind",
    "EventTarget",
    "EventTold",
    "HeardBy",
    "MadeBy",
    "PaperProof",
    "PaperRule",
    "PaperStop",
    "ProofKind",
    "RoadsFrom",
    "RouteEvent",
    "RuleEdition",
    "SaidBy",
    "Speaker",
    "StopKind",
    "StopMoment",
    "StopTime",
    "Stowage",
    "TransitPaper",
    "Trip",
    "TripLoad",
    "TripStop",
    "Vehicle",
    "VehicleKind",
]
