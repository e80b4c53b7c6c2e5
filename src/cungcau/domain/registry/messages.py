"""What is said when this app refuses, what people are told, and what the trail says of it."""

from cungcau.platform.audit import verbs
from cungcau.platform.notify import catalogue
from cungcau.platform.ui.messages import register

register("phone_missing", 404, "Chưa có số điện thoại của {name}.", "No phone number of {name} is recorded.")
register("organisation_not_found", 404, "Không có tổ chức, hộ này.", "There is no such organisation.")
register(
    "organisation_merged",
    409,
    "{name} đã được gộp vào {kept}. Hãy mở {kept}.",
    "{name} was merged into {kept}; open that one.",
)
register(
    "organisation_unnamed", 400, "Cần tên (có chữ hoặc số) và nguồn của thông tin.",
    "A name (with letters or digits) and a source are needed.",
)  # fmt: skip
register(
    "organisation_text_invalid",
    400,
    "Một ô dài quá {longest} ký tự hoặc có ký tự lạ.",
    "A field is longer than {longest} characters.",
)
register(
    "organisation_kind_unknown",
    400,
    "“{value}” không phải một loại tổ chức.",
    "“{value}” is no kind of organisation.",
)
register(
    "registry_source_missing",
    400,
    "Cần ghi nguồn: ai cho biết, giấy nào.",
    "A source is needed: who said so, which paper.",
)
register("registry_reason_missing", 400, "Cần ghi lý do.", "A reason is needed.")
register(
    "registry_days_out_of_order",
    400,
    "Ngày cuối {last} đứng trước ngày đầu {first}.",
    "The last day {last} comes before the first {first}.",
)
register(
    "membership_kinds", 400, "{member} ({member_kind}) không thể là thành viên của {of} ({of_kind}).",
    "{member} ({member_kind}) cannot be a member of {of} ({of_kind}).",
)  # fmt: skip
register(
    "membership_role_unknown",
    400,
    "“{value}” không phải một vai trò thành viên.",
    "“{value}” is no role of a member.",
)
register(
    "membership_circle", 409, "{of} lại thuộc {member}: không thể thuộc nhau vòng tròn.",
    "{of} belongs to {member} already: they cannot belong to each other in a circle.",
)  # fmt: skip
register(
    "membership_twice", 409, "{member} đã là thành viên của {of} trong những ngày này.",
    "{member} is a member of {of} on these days already.",
)  # fmt: skip
register(
    "tie_not_found",
    404,
    "Không tìm thấy dòng này; có thể đã được sửa.",
    "This row was not found; it may have been changed.",
)
register("tie_ended", 409, "Đã kết thúc từ ngày {last}.", "It has ended on {last}.")
register(
    "representation_of_itself",
    400,
    "{name} không thể tự làm đại diện của mình.",
    "{name} cannot represent itself.",
)
register(
    "representation_circle", 409, "{other} đang do {name} đại diện.", "{other} is represented by {name}."
)
register(
    "agent_twice",
    409,
    "{user} đã thay mặt {name} trong những ngày này.",
    "{user} acts for {name} on these days already.",
)
register("registry_user_unknown", 400, "Không có tài khoản “{value}”.", "There is no account “{value}”.")
register(
    "certificate_twice", 409, "Đã có giấy {kind} số {number} của tổ chức này. Hãy mở giấy đó để sửa.",
    "This organisation's {kind} number {number} is there already.",
)  # fmt: skip
register("certificate_not_found", 404, "Không có giấy chứng nhận này.", "There is no such certificate.")
register(
    "certificate_revoked",
    409,
    "Giấy số {number} đã bị thu hồi từ {on}.",
    "Certificate {number} was revoked on {on}.",
)
register("growing_area_not_found", 404, "Không có vùng trồng này.", "There is no such growing area.")
register(
    "growing_area_twice",
    409,
    "Tổ chức này đã có vùng trồng tên “{name}” cho cây này.",
    "There is a growing area “{name}” already.",
)
register(
    "growing_area_of_another",
    400,
    "Vùng trồng “{name}” là của tổ chức khác.",
    "The growing area “{name}” is another's.",
)
register(
    "registry_area_out_of_range",
    400,
    "Diện tích {value} m² không hợp lý.",
    "An area of {value} m² cannot be.",
)
register(
    "registry_point_incomplete", 400, "Cần cả vĩ độ và kinh độ.", "Both latitude and longitude are needed."
)
register(
    "registry_point_elsewhere", 400, "Điểm nằm ngoài Việt Nam: vĩ độ từ 5 đến 25, kinh độ từ 100 đến 120.",
    "The point lies outside Viet Nam: latitude 5–25, longitude 100–120.",
)  # fmt: skip
register("outline_invalid", 400, "Đường bao không dùng được: {why}.", "The outline cannot be used: {why}.")
register(
    "consent_unknown",
    400,
    "Không có mục đích hoặc cách này: {value}.",
    "There is no such purpose or way: {value}.",
)
register("consent_in_future", 400, "Ngày {day} chưa đến.", "The day {day} has not come yet.")
register(
    "merge_of_itself", 400, "Cần hai tổ chức, hộ khác nhau để gộp.", "Two different organisations are needed."
)
register(
    "merge_not_found", 404, "Không tìm thấy lần gộp này; có thể đã được tách lại.", "There is no such merge."
)
register(
    "compared_meanwhile", 409, "{name} vừa được người khác sửa. Hãy so lại hai bên rồi gộp.",
    "{name} was just changed by somebody else. Compare again, then merge.",
)  # fmt: skip
register(
    "merge_conflict", 409,
    "Chưa gộp được: {kept} và {merged} cùng có một “{what}” mà chỉ được có một. Hãy sửa một bên trước.",
    "Not merged: both {kept} and {merged} have a “{what}” of which there can be one only. Correct one first.",
)  # fmt: skip

register(
    "place_unknown_code",
    400,
    "“{value}” không phải mã một đơn vị hành chính đang có.",
    "“{value}” is no code of a unit in force.",
)

RECORDED = verbs.register("registry.organisations_recorded", "ghi {created} tổ chức, hộ mới, sửa {changed}")
PHONE_SEEN = verbs.register("registry.phone_seen", "xem số điện thoại của {thing}")
CREATED = verbs.register("registry.organisation_created", "ghi mới {thing}")
CHANGED = verbs.register("registry.organisation_changed", "sửa {thing}")
SAID_DIFFERENT = verbs.register("registry.said_different", "ghi nhận {thing} và {other} là hai nơi khác nhau")
MERGED = verbs.register("registry.merged", "gộp {merged} vào {thing}")
MERGED_AWAY = verbs.register("registry.merged_away", "gộp {thing} vào {kept}")
PARTED = verbs.register("registry.parted", "tách lại {thing} và {other}")
MEMBER_ADDED = verbs.register("registry.member_added", "ghi {member} là thành viên của {thing}")
MEMBER_ENDED = verbs.register(
    "registry.member_ended", "ghi {member} thôi là thành viên của {thing} từ sau {valid_to}"
)
MEMBERS_RECORDED = verbs.register("registry.members_recorded", "ghi {created} thành viên mới, sửa {changed}")
REPRESENTATIVE_SET = verbs.register(
    "registry.representative_set", "ghi đại diện của {thing}: {representative}"
)
AGENT_ADDED = verbs.register("registry.agent_added", "cử {user} thay mặt {thing}")
AGENT_ENDED = verbs.register("registry.agent_ended", "thôi để {user} thay mặt {thing} từ sau {valid_to}")
CERTIFICATE_ADDED = verbs.register("registry.certificate_added", "ghi giấy {kind} số {number} của {thing}")
CERTIFICATE_CHANGED = verbs.register(
    "registry.certificate_changed", "sửa giấy {kind} số {number} của {thing}"
)
CERTIFICATE_REVOKED = verbs.register(
    "registry.certificate_revoked", "thu hồi giấy {kind} số {number} của {thing}"
)
CERTIFICATES_RECORDED = verbs.register(
    "registry.certificates_recorded", "ghi {created} giấy chứng nhận mới, sửa {changed}"
)
GROWING_AREA_ADDED = verbs.register("registry.growing_area_added", "ghi vùng trồng {name} của {thing}")
GROWING_AREA_CHANGED = verbs.register("registry.growing_area_changed", "sửa vùng trồng {name} của {thing}")
GROWING_AREAS_RECORDED = verbs.register(
    "registry.growing_areas_recorded", "ghi {created} vùng trồng mới, sửa {changed}"
)
CONSENT_GIVEN = verbs.register("registry.consent_given", "ghi {thing} đồng ý: {purpose}")
CONSENT_WITHDRAWN = verbs.register("registry.consent_withdrawn", "ghi {thing} rút lại đồng ý: {purpose}")

CERTIFICATE_RUNS_OUT = catalogue.register(
    catalogue.Message(
        "registry.certificate_runs_out",
        "Giấy {kind} của {name} còn {days} ngày",
        "Giấy {kind} số {number} của {name} hết hạn sau ngày {last}. Hãy gia hạn, rồi ghi ngày mới vào trang tổ chức.",
        "{kind} of {name} has {days} days left",
        "Certificate {kind} number {number} of {name} runs out after {last}. Renew it and record the new day.",
    )
)
