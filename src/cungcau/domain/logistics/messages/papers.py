"""Texts of transit papers, route events, arrivals and claims."""

from cungcau.domain.logistics import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.notify.catalogue import Message
from cungcau.platform.notify.catalogue import register as register_notice
from cungcau.platform.ui.messages import register

PAPER_ENTERED = verbs.register("logistics.paper_entered", "lập giấy đi đường {thing} cho xe {plate}")
PAPER_CHANGED = verbs.register("logistics.paper_changed", "sửa giấy đi đường {thing}")
RULES_LOADED = verbs.register("logistics.rules_loaded", "nạp {thing}: {rules} quy định, từ {valid_from}")
EVENT_REPORTED = verbs.register("logistics.event_reported", "báo tin {thing}: {first} – {last}")
EVENT_TOLD = verbs.register("logistics.event_told", "báo tin {thing} cho {people} tài khoản, {contacts} nơi")
EVENT_NOT_SO_TOLD = verbs.register(
    "logistics.event_not_so_told", "báo lại là bỏ tin {thing} cho {people} tài khoản, {contacts} nơi"
)
EVENT_CLOSED = verbs.register("logistics.event_closures", "ghi {closures} đoạn đóng theo tin {thing}")
ARRIVAL_EXPECTED = verbs.register("logistics.arrival_expected", "ghi chờ hàng tới: {kg} kg của {thing}")
ARRIVAL_SAID = verbs.register("logistics.arrival_said", "{who} báo hàng tới {kg} kg, không nhận {refused} kg")
ARRIVAL_LINK_RENEWED = verbs.register("logistics.arrival_link_renewed", "đổi liên kết nhận hàng của {thing}")
CLAIM_OPENED = verbs.register("logistics.claim_opened", "khiếu nại {thing}: {kg} kg, {vnd} đồng")
CLAIM_PHOTO = verbs.register("logistics.claim_photo", "thêm ảnh vào khiếu nại {thing}")

register("paper_not_found", 404, "Không có giấy đi đường này.", "There is no such transit paper.")
register(
    "paper_not_editable",
    409,
    "Giấy {paper} đã nộp hoặc đã duyệt nên không sửa được nữa.",
    "Paper {paper} was submitted or approved and cannot be changed.",
)
register(
    "paper_carrier_not_yours",
    403,
    "Bạn chỉ lập được giấy cho đơn vị vận tải mình thay mặt.",
    "You may write papers for the carriers you act for only.",
)
register(
    "items_missing",
    400,
    "Trả lại giấy thì phải nêu ít nhất một mục cần sửa.",
    "A paper is given back with at least one item to correct.",
)
register(
    "rule_edition_not_found", 404, "Không có bản quy định này.", "There is no such edition of the rules."
)
register("event_not_found", 404, "Không có tin này.", "There is no such event.")
register(
    "event_target_missing",
    400,
    "Hãy chọn ít nhất một tuyến, chợ hoặc điểm bị chạm.",
    "Choose at least one lane, market or point it touches.",
)
register(
    "event_not_in_force",
    409,
    "Tin này đã được thay hoặc không còn hiệu lực. Hãy mở tin mới nhất.",
    "This event was replaced or no longer holds. Open the latest one.",
)
register(
    "event_ended_already",
    409,
    "Ngày mở lại phải nằm trong {first} – {last}.",
    "The day of reopening must lie within {first} – {last}.",
)
register("arrival_not_found", 404, "Không có chuyến hàng này.", "There is no such arrival.")
register(
    "arrival_complete",
    409,
    "Chuyến hàng này đã được xác nhận xong. Nếu số kg sai, hãy báo tổ điều phối để chốt lại.",
    "This arrival is confirmed. If the kg are wrong, ask the coordinator to settle it.",
)
register(
    "arrival_over_expected",
    409,
    "Ghi {over} kg nhiều hơn lượng đã gửi đi ({expected} kg). Nếu hàng tới thật sự nhiều hơn, hãy báo tổ điều phối.",
    "That is {over} kg more than was sent ({expected} kg). If so much really came, tell the coordinator.",
)
register(
    "refusal_without_reason",
    400,
    "Có hàng không nhận thì phải nói vì sao.",
    "Refused goods need a reason.",
)
register(
    "refused_over_arrived",
    400,
    "Phần không nhận nhiều hơn phần tới.",
    "More is refused than came.",
)
register(
    "arrival_not_due",
    409,
    "Dòng hàng này chưa có gì được nhận tại điểm để gửi đi.",
    "Nothing of this line was received at the point yet.",
)
register("reason_missing", 400, "Hãy nêu lý do.", "Please give a reason.")
register("claim_not_found", 404, "Không có khiếu nại này.", "There is no such claim.")
register(
    "claim_too_late",
    409,
    "Đã quá hạn khiếu nại: hạn là {days} ngày sau khi hàng tới, hết ngày {last}.",
    "Too late to claim: the limit is {days} days after arrival, until {last}.",
)
register(
    "claim_before_arrival",
    409,
    "Hàng chưa được xác nhận tới nên chưa khiếu nại được.",
    "Nothing has arrived yet to claim about.",
)
register(
    "claim_over_arrival",
    409,
    "Yêu cầu {kg} kg nhiều hơn số kg có thể điều chỉnh ({most} kg).",
    "{kg} kg are more than can be corrected ({most} kg).",
)
register(
    "claim_still_waits",
    409,
    "Bên kia còn hạn trả lời đến {until}. Tổ điều phối kết thúc khiếu nại sau hạn đó hoặc sau khi có trả lời.",
    "The other side may answer until {until}. The coordinator ends a claim after that, or after an answer.",
)
register(
    "claim_asks_nothing",
    400,
    "Hãy ghi số kg hoặc số tiền yêu cầu.",
    "State the kg or the đồng that are asked.",
)
register(
    "photos_too_many",
    409,
    "Mỗi khiếu nại giữ nhiều nhất {most} ảnh.",
    "A claim keeps at most {most} pictures.",
)
register(
    "too_many_tries",
    429,
    "Máy này hỏi quá nhiều lần trong một phút. Hãy đợi một phút rồi thử lại.",
    "This device asked too often within a minute. Wait a minute and try again.",
)

register_moves(
    states.PAPER,
    {
        "submit": "nộp giấy đi đường {thing}",
        "resubmit": "nộp lại giấy đi đường {thing}",
        "take_back": "lấy lại giấy đi đường {thing} để sửa",
        "give_back": "trả lại giấy đi đường {thing} với {items} mục phải sửa",
        "approve": "duyệt và ký giấy đi đường {thing}",
        "revoke": "thu hồi giấy đi đường {thing}: {why}",
        "cancel": "huỷ giấy đi đường {thing}",
    },
)
register_moves(
    states.EVENT,
    {
        "confirm": "xác nhận tin {thing}",
        "supersede": "thay tin {thing} bằng tin mới",
        "dismiss": "bỏ tin {thing}: {why}",
    },
)
register_moves(
    states.ARRIVAL,
    {
        "part": "ghi hàng tới một phần: {thing}",
        "confirm": "xác nhận hàng tới: {thing}",
        "differ": "ghi nhận hai bên nói khác nhau: {thing}",
        "settle": "chốt hàng tới {thing}: {why}",
        "cancel": "thôi chờ hàng tới: {thing}",
    },
)
register_moves(
    states.CLAIM,
    {
        "answer": "trả lời khiếu nại {thing}",
        "agree": "đồng ý khiếu nại {thing}: {why}",
        "agree_partly": "đồng ý một phần khiếu nại {thing}: {why}",
        "refuse": "không chấp nhận khiếu nại {thing}: {why}",
        "withdraw": "rút khiếu nại {thing}: {why}",
    },
)

EVENT_NEWS = register_notice(
    Message(
        "logistics.event_news",
        "{name}: {effect} {days}",
        "{name} {effect} {days}. Nguồn: {source}. Chạm tới: {touched}. Tổ điều phối sẽ báo nếu phải đổi lịch.",
        "{name}: {effect_en} {days}",
        "{name} {effect_en} {days}. Source: {source}. Touches: {touched_en}. The coordinator tells you if days change.",
        sms_vi="{name} {effect} {days}. Đơn bị chạm: {orders}. Chờ tổ điều phối báo lịch.",
        longest={"name": "Cửa khẩu Tân Thanh, Văn Lãng", "effect": "mở lại sớm, chỉ còn 30 %",
                 "days": "27/9/2021 – 27/10/2021", "orders": "DH-10234, DH-10235"},
    )
)  # fmt: skip
EVENT_NOT_SO = register_notice(
    Message(
        "logistics.event_not_so",
        "Bỏ tin đã báo: {name}",
        "Tin {name} {effect} {days} đã báo trước đây không đúng. Lý do: {why}. Mọi việc theo lịch cũ, trừ khi tổ điều"
        " phối báo khác.",
        "Taken back: {name}",
        "What you were told of {name} ({effect_en} {days}) was not so. Reason: {why}. Everything stays as planned"
        " unless the coordinator tells you otherwise.",
        sms_vi="Bỏ tin {name} {effect} {days}. Theo lịch cũ, trừ khi tổ điều phối báo khác.",
        longest={"name": "Cửa khẩu Tân Thanh, Văn Lãng", "effect": "mở lại sớm, chỉ còn 30 %",
                 "days": "27/9/2021 – 27/10/2021"},
    )
)  # fmt: skip
ARRIVAL_LINK = register_notice(
    Message(
        "logistics.arrival_link",
        "Đơn {order}: {kg} kg đang tới",
        "Đơn {order}: {kg} kg đang trên đường tới. Khi hàng tới, mở liên kết này để xác nhận: {link}",
        "Order {order}: {kg} kg on the way",
        "Order {order}: {kg} kg are on the way. When they arrive, open this link to confirm: {link}",
        sms_vi="Đơn {order}: {kg} kg đang tới, xác nhận: {link}",
        longest={
            "order": "DH-102345",
            "kg": "99.999",
            "link": f"https://cungcau.langson.gov.vn/van-tai/nhan/{'a' * 66}/",
        },
    )
)
ARRIVAL_DIFFERS = register_notice(
    Message(
        "logistics.arrival_differs",
        "Đơn {order}: hai bên nói khác nhau",
        "Đơn {order}: bên mua nói {buyer} kg tới, nhà xe nói giao {carrier} kg. Cần tổ điều phối chốt.",
        "Order {order}: the two sides differ",
        "Order {order}: the buyer says {buyer} kg came, the carrier says {carrier} kg. The coordinator settles it.",
    )
)
CLAIM_NEWS = register_notice(
    Message(
        "logistics.claim_news",
        "Khiếu nại {claim}: {state}",
        "Khiếu nại {claim} của đơn {order}: {state}. {until}",
        "Claim {claim}: {state}",
        "Claim {claim} of order {order}: {state}. {until}",
    )
)
