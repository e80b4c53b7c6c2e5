"""Messages as people send them, each with the lots it speaks of (see ``chat_words.said``), read on 12/9/2021."""

from __future__ import annotations

MESSAGES: dict[str, list[str]] = {
    "nhà chị Lan 5-7 tạ hồng loại 1 chín giữa tháng 9": [
        "who chị Lan · what hồng · kg 500-700 · grade 1 · when 11/09-20/09"
    ],
    "anh Hùng Tân Mỹ 2 tấn na bở, 25k/kg, cắt 10-15/9": [
        "who ?anh Hùng/anh Hùng Tân Mỹ · place ?Tân Mỹ · what na bở · kg 2000 · when 10/09-15/09 · price 25000"
    ],
    "em có 300kg hồng L2 chín rồi": ["who *em · what hồng · kg 300 · grade 2 · when 12/09-"],
    "nha chi lan 5 ta hong loai 1": ["who chị lan · what hong · kg 500 · grade 1"],
    "nha chi lan 5 ta hong loai 1 chin giua thang 9": [
        "who chị lan · what hong · kg 500 · grade 1 · when 11/09-20/09"
    ],
    "Nhà bác Tư còn 3 tạ hồng loại 2, bán xô 12 nghìn": [
        "who bác Tư · what hồng · kg 300 · grade 2 · price 12000 · rest bán xô"
    ],
    "cô Hoa 1 tấn rưỡi na dai loại 1 giá 35k cuối tuần này": [
        "who cô Hoa · what na dai · kg 1500 · grade 1 · when 12/09 · price 35000"
    ],
    "chú Bình: 800 kg hồng, loại A, 20-22k/kg, đầu tháng 10": [
        "who chú Bình · what hồng · kg 800 · grade A · when 01/10-10/10 · price 20000-22000"
    ],
    "Ông Nông Văn Páo 4 tạ hồng vành khuyên loại đặc biệt giữa tháng 10": [
        "who ông Nông Văn Páo · what hồng vành khuyên · kg 400 · grade dac biet · when 11/10-20/10"
    ],
    "bà Lý Thị Mai thôn Nà Mò 6 tạ hồng L1 chín tuần sau": [
        "who bà Lý Thị Mai · place thôn Nà Mò · what hồng · kg 600 · grade 1 · when 13/09-19/09"
    ],
    "hộ ông Hứa Văn Tài xã Hoàng Việt 2-3 tấn na, giá 30 nghìn/kg": [
        "who ông Hứa Văn Tài · place xã Hoàng Việt · what na · kg 2000-3000 · price 30000"
    ],
    "gia đình anh Dũng có 1,2 tấn na loại 1 cắt 20/9": [
        "who anh Dũng · what na · kg 1200 · grade 1 · when 20/09"
    ],
    "hai lăm nghìn một cân nhé, nhà em 5 tạ hồng": ["who *em · what hồng · kg 500 · price 25000"],
    "500kg hồng loại I, 300kg loại II, chín 15/9": [
        "what hồng · kg 500 · grade 1 · when 15/09",
        "what hồng · kg 300 · grade 2 · when 15/09",
    ],
    "hồng loại 1 5 tạ, loại 2 3 tạ, chị Lan, mai cắt": [
        "who chị Lan · what hồng · kg 500 · grade 1 · when 13/09",
        "who chị Lan · what hồng · kg 300 · grade 2 · when 13/09",
    ],
    "chị Lan 5 tạ hồng loại 1, anh Hùng 3 tạ loại 2": [
        "who chị Lan · what hồng · kg 500 · grade 1",
        "who anh Hùng · what hồng · kg 300 · grade 2",
    ],
    "nhà em hồng chín rộ rồi khoảng 2 tấn, 18k": [
        "who *em · what hồng · kg ~2000 · when 12/09- · price 18000"
    ],
    "dạ cháu báo nhà cháu 4 tạ hồng loại 1 ạ": ["who *cháu · what hồng · kg 400 · grade 1"],
    "e có 3 tạ hồng": ["who *e · what hồng · kg 300"],
    "Anh chị ơi nhà em có 2 tạ na chín rồi ạ 🙏🙏": ["who *em · what na · kg 200 · when 12/09-"],
    "bác Tư 5 tạ hồng vài hôm nữa cắt": ["who bác Tư · what hồng · kg 500 · when ?"],
    "vài tạ hồng nhà chị Lan chín rồi": ["who chị Lan · what hồng · kg ? · when 12/09-"],
    "gần tấn hồng loại 1 nhà anh Hùng": ["who anh Hùng · what hồng · kg ?-1000 · grade 1"],
    "10 thùng 20kg hồng loại 1 nhà chị Lan": ["who chị Lan · what hồng · kg ?200/20 · grade 1"],
    "chị Lan 10 thùng hồng, mỗi thùng 20kg": ["who chị Lan · what hồng · kg 200"],
    "chị Lan 15 sọt na": ["who chị Lan · what na · kg ?"],
    "mỗi ngày 2 tạ na nhà anh Hùng, 28k": ["who anh Hùng · what na · kg ? · price 28000"],
    "2 tạ/ngày na nhà anh Hùng": ["who anh Hùng · what na · kg ?"],
    "nhà chị Lan 5 tạ hồng loại 1-2": ["who chị Lan · what hồng · kg 500 · grade ?1/2"],
    "chị Lan 5 tạ hồng chín T7": ["who chị Lan · what hồng · kg 500 · when ?18/09/01/07-31/07"],
    "chị Lan 5 tạ hồng T10": ["who chị Lan · what hồng · kg 500 · when 01/10-31/10"],
    "chị Lan 5 tạ hồng thứ 7 cắt": ["who chị Lan · what hồng · kg 500 · when 18/09"],
    "chị Lan 5 tạ hồng cắt thứ 7 ngày 18/9": ["who chị Lan · what hồng · kg 500 · when 18/09"],
    "chị Lan 5 tạ hồng cắt thứ 2 ngày 18/9": ["who chị Lan · what hồng · kg 500 · when ?18/09/20/09"],
    "chị Lan 5 tạ hồng rằm tháng 8": ["who chị Lan · what hồng · kg 500 · when ?"],
    "chị Lan 5 tạ hồng 2 tuần nữa": ["who chị Lan · what hồng · kg 500 · when 26/09"],
    "anh Hùng 2 tấn na từ mai đến cuối tuần": ["who anh Hùng · what na · kg 2000 · when 13/09-19/09"],
    "anh Hùng 2 tấn na từ 15/9 đến 20/9": ["who anh Hùng · what na · kg 2000 · when 15/09-20/09"],
    "anh Hùng 2 tấn na cuối tháng 9 đến đầu tháng 10": [
        "who anh Hùng · what na · kg 2000 · when 21/09-10/10"
    ],
    "anh Hùng 2 tấn na đến hết tháng 9": ["who anh Hùng · what na · kg 2000 · when -30/09"],
    "anh Hùng 2 tấn na ngày 20": ["who anh Hùng · what na · kg 2000 · when 20/09"],
    "anh Hùng 2 tấn na 15/8/2021": ["who anh Hùng · what na · kg 2000 · when 15/08"],
    "chị Lan 5 tạ hồng 0912345678": ["who chị Lan · what hồng · kg 500"],
    "Chị Lan 0912.345.678 bán 5 tạ hồng loại 1 giá 25": [
        "who chị Lan · what hồng · kg 500 · grade 1 · price 25000"
    ],
    "+84 912 345 678 a Hùng 3 tạ na": ["who anh Hùng · what na · kg 300"],
    "HTX Văn Lãng 10 tấn hồng loại 1 tháng 10, 22-25k/kg": [
        "who HTX Văn Lãng · what hồng · kg 10000 · grade 1 · when 01/10-31/10 · price 22000-25000"
    ],
    "chị Thu Hà 1,5 tấn xoài": ["who chị Thu Hà · what xoài · kg 1500"],
    "chị Lan hồng 5 tạ, na 3 tạ": ["who chị Lan · what hồng · kg 500", "who chị Lan · what na · kg 300"],
    "5,550 kg hồng nhà chị Lan": ["who chị Lan · what hồng · kg ?6/5550"],
    "2 tấn 3 tạ hồng nhà bác Sáu": ["who bác Sáu · what hồng · kg 2300"],
    "nửa tạ na nhà bà Tám": ["who bà Tám · what na · kg 50"],
    "bà Tám 3 tạ na, 40 nghìn, hôm nay lấy được luôn": [
        "who bà Tám · what na · kg 300 · when 12/09 · price 40000"
    ],
    "trên 5 tạ hồng nhà cô Ba": ["who cô Ba · what hồng · kg 500-"],
    "cô Ba dưới 5 tạ hồng": ["who cô Ba · what hồng · kg -500"],
    "chị Lan 5 tạ hồng, 2tr5": ["who chị Lan · what hồng · kg 500 · price ?250000/25000/2500"],
    "chị Lan 5 tạ hồng 2tr5/tạ": ["who chị Lan · what hồng · kg 500 · price 25000"],
    "chị Lan 5 tạ hồng giá 250k/thùng": ["who chị Lan · what hồng · kg 500 · price ?"],
    "chị Lan 3 quả/kg 5 tạ hồng": ["who chị Lan · what hồng · kg 500 · size 3 quả/kg"],
    "chị Lan hồng loại 2 lạng 5 tạ": ["who chị Lan · what hồng · kg 500 · size loại 2 lạng"],
    "chị Lan 5t hồng": ["who chị Lan · what hồng · kg 5000"],
    "chào cả nhà, chúc mọi người ngày mới vui vẻ": [],
    "hôm nay giá hồng bao nhiêu ạ?": [],
    "nha anh hung tan my 2 tan na bo 25k": [
        "who ?anh hung/anh hung tan my · place ?tan my · what na bo · kg 2000 · price 25000"
    ],
    "toi co 2 ta hong chin giua thang 10": ["who *tôi · what hong · kg 200 · when 11/10-20/10"],
    "co Hoa 3 ta na loai 2 hom nay": ["who cô Hoa · what na · kg 300 · grade 2 · when 12/09"],
    "Bán 7 tạ hồng vành khuyên Văn Lãng": ["what hồng vành khuyên · kg 700 · rest Văn Lãng"],
    "Nguyễn Thị Hồng 5 tạ na": ["who Nguyễn Thị Hồng · what na · kg 500"],
    "chị Hồng 5 tạ hồng": ["who chị Hồng · what hồng · kg 500"],
    "nhà anh Chín 5 tạ hồng chín mùng 5": ["who anh Chín · what hồng · kg 500 · when 05/10"],
    "chị Năm năm tạ hồng": ["who chị Năm · what hồng · kg 500"],
    "chị Lan 5 tạ 20/9": ["who chị Lan · kg 500 · when 20/09"],
    "anh Hùng 2 tấn 15-20/9 na bở": ["who anh Hùng · what na bở · kg 2000 · when 15/09-20/09"],
    "chị Lan 300 kg hồng 1/10": ["who chị Lan · what hồng · kg 300 · when 01/10"],
    "chị Lan 3/4 tấn hồng": ["who chị Lan · what hồng · kg 750"],
    "HTX Hồng Văn Lãng có 3 tấn": ["who HTX Hồng Văn Lãng · kg 3000"],
    "chị Lan 5 tạ hồng chín T9": ["who chị Lan · what hồng · kg 500 · when 01/09-30/09"],
    "chị Lan 12 sọt hồng x 25kg": ["who chị Lan · what hồng · kg 300"],
    "chị Lan 5 tạ hồng 1/2 loại 1": ["who chị Lan · what hồng · kg 500 · grade 1 · when ?01/02/01/02/2022"],
    "nhà em hồng L1 2 tạ L2 3 tạ L3 1 tạ": [
        "who *em · what hồng · kg 200 · grade 1",
        "who *em · what hồng · kg 300 · grade 2",
        "who *em · what hồng · kg 100 · grade 3",
    ],
    "nhà chị Lan 5 tạ hồng loại 1, loại 2 3 tạ": [
        "who chị Lan · what hồng · kg 500 · grade 1",
        "who chị Lan · what hồng · kg 300 · grade 2",
    ],
    "nhà chị Lan 5 tạ hồng loại 1: 25k, 3 tạ loại 2: 18k": [
        "who chị Lan · what hồng · kg 500 · grade 1 · price 25000",
        "who chị Lan · what hồng · kg 300 · grade 2 · price 18000",
    ],
    "cuối tháng này nhà anh Hùng cắt 2 tấn na": ["who anh Hùng · what na · kg 2000 · when 21/09-30/09"],
    "đầu tuần sau nhà anh Hùng cắt 2 tấn na": ["who anh Hùng · what na · kg 2000 · when 13/09-15/09"],
    "10 ngày nữa chị Lan có 5 tạ hồng": ["who chị Lan · what hồng · kg 500 · when 22/09"],
    "Hoàng Việt 5 tạ na": ["who ?Hoàng Việt · what na · kg 500"],
    "chị Lan bán cho em 5 tạ hồng": ["who chị Lan · what hồng · kg 500"],
    "nha chi lan hong 5 ta": ["who ?chị lan/chị lan hong · what hong · kg 500"],
    "anh Hùng ở Tân Mỹ 2 tấn na": ["who anh Hùng · place Tân Mỹ · what na · kg 2000"],
    "Chị Lan: 5 tạ hồng, 3 tạ na; anh Hùng: 2 tấn na": [
        "who chị Lan · what hồng · kg 500",
        "who chị Lan · what na · kg 300",
        "who anh Hùng · what na · kg 2000",
    ],
    "chị Lan 5 tạ hồng loại 1 còn 2 tạ loại 2": [
        "who chị Lan · what hồng · kg 500 · grade 1",
        "who chị Lan · what hồng · kg 200 · grade 2",
    ],
    "Lan 5 tạ hồng": ["what hồng · kg 500 · rest Lan"],
    "khoảng 5 tạ hồng nhà chị Lan, tầm 20/9 chín": ["who chị Lan · what hồng · kg ~500 · when 20/09"],
    "chị Lan 5 tạ hồng sắp chín": ["who chị Lan · what hồng · kg 500 · when ?"],
    "5 tạ hồng nhà chị Lan 28/8": ["who chị Lan · what hồng · kg 500 · when 28/08"],
    "30/2 nhà chị Lan 5 tạ hồng": ["who chị Lan · what hồng · kg 500 · when ?"],
    "anh Hùng trên 5 tạ na từ 25k trở lên": ["who anh Hùng · what na · kg 500- · price 25000"],
    "anh Hùng cần bán gấp 500 cân na": ["who anh Hùng · what na · kg 500 · rest gấp"],
    "chị Lan 5 tạ hồng loại 1 25000đ": ["who chị Lan · what hồng · kg 500 · grade 1 · price 25000"],
    "bà Mế 1tan ruoi na": ["who bà Mế · what na · kg 1500"],
}
