"""What people are told of a file on its road."""

from cungcau.platform.notify.catalogue import Message, register


def _notice(name: str, subject_vi: str, body_vi: str, subject_en: str, body_en: str) -> str:
    return register(Message(f"ocop.{name}", subject_vi, body_vi, subject_en, body_en))


ARRIVED = _notice(
    "file_arrived",
    "Hồ sơ OCOP {dossier} đến lượt bạn: {product}",
    "{stage} đang giữ hồ sơ “{product}” của {entity}. {due}",
    "OCOP file {dossier} is yours now: {product}",
    "{stage} has the file “{product}” of {entity}. {due}",
)
RETURNED = _notice(
    "file_returned",
    "Hồ sơ {dossier} được trả lại để bổ sung {count} mục",
    "{who} trả lại hồ sơ “{product}”: {reason} Hạn sớm nhất {due}. Mở hồ sơ để trả lời từng mục.",
    "File {dossier} came back with {count} requests",
    "{who} sent back the file “{product}”: {reason} The first is due on {due}. Open the file to answer each.",
)
ASKED = _notice(
    "item_asked",
    "Hồ sơ {dossier} cần bổ sung {count} mục",
    "{who} yêu cầu bổ sung hồ sơ “{product}”: {text} Hạn {due}.",
    "File {dossier}: {count} things are asked for",
    "{who} asks for more on “{product}”: {text} Due on {due}.",
)
ANSWERED = _notice(
    "item_answered",
    "Hồ sơ {dossier}: chủ thể đã trả lời một mục",
    "{entity} trả lời: {text}",
    "File {dossier}: the entity answered a request",
    "{entity} answered: {text}",
)
CLOSED = _notice(
    "item_closed",
    "Hồ sơ {dossier}: một mục bổ sung đã khép",
    "“{text}”: {outcome}.",
    "File {dossier}: a request is closed",
    "“{text}”: {outcome}.",
)
MOVED = _notice(
    "file_moved",
    "Hồ sơ {dossier}: {what}",
    "Hồ sơ “{product}” của {entity}: {what}. {note}",
    "File {dossier}: {what}",
    "The file “{product}” of {entity}: {what}. {note}",
)
VISIT = _notice(
    "visit_planned",
    "Hồ sơ {dossier}: tổ tư vấn hẹn khảo sát ngày {day}",
    "Đoàn {team} đến khảo sát “{product}” ngày {day}.",
    "File {dossier}: the advisory team comes on {day}",
    "{team} will visit for “{product}” on {day}.",
)
VISIT_OFF = _notice(
    "visit_cancelled",
    "Hồ sơ {dossier}: bỏ buổi khảo sát ngày {day}",
    "Lý do: {reason}",
    "File {dossier}: the visit of {day} is cancelled",
    "Reason: {reason}",
)
TEST = _notice(
    "test_asked",
    "Hồ sơ {dossier}: cần kiểm nghiệm",
    "Tổ tư vấn yêu cầu kiểm nghiệm “{product}”: {indicators}. {due}",
    "File {dossier}: a laboratory test is needed",
    "The advisory team asks for a test of “{product}”: {indicators}. {due}",
)
FILE_DUE = _notice(
    "file_due",
    "Hồ sơ {dossier}: {when}",
    "{stage} đang giữ hồ sơ “{product}” của {entity}, hạn {due}: {when}.",
    "File {dossier}: due on {due}",
    "{stage} has the file “{product}” of {entity}, due on {due}.",
)
ITEMS_DUE = _notice(
    "items_due",
    "Hồ sơ {dossier}: {count} mục bổ sung {when}",
    "Hồ sơ “{product}” còn {count} mục chưa trả lời, hạn {due}: {when}.",
    "File {dossier}: {count} requests due on {due}",
    "The file “{product}” has {count} requests not answered, due on {due}.",
)
