from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError
from django.utils import timezone
from ui_markup import by_class, parsed, words

Render = Callable[..., str]


def flat(markup: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", markup).split())


def test_kg_shows_tonnes_beside_from_one_tonne_on(render: Render) -> None:
    assert flat(render("{% kg 5200 %}")) == "5.200 kg (5,2 tấn)"
    assert flat(render("{% kg 999 %}")) == "999 kg"
    assert flat(render("{% kg nothing %}", nothing=None)) == "–"


def test_filters_print_figures_and_a_dash_for_the_unknown(render: Render) -> None:
    source = "{{ v|kg }}|{{ v|tonnes }}|{{ v|mass }}|{{ v|money }}|{{ v|number }}"
    assert render(source, v=1500) == "1.500 kg|1,5 tấn|1,5 tấn|1.500 đ|1.500"
    assert render(source, v=None) == "–|–|–|–|–"
    assert (
        render("{{ v|kg }} {{ r|percent }} {{ d|vndate }}", v=0, r=0, d=dt.date(2021, 10, 3))
        == "0 kg 0% 03/10/2021"
    )


def test_stat_card_names_its_figure(render: Render) -> None:
    card = parsed(
        render(
            '{% stat_card name "5,2 tấn" note="hôm nay" url=url tone="good" %}',
            name="Chào <b>",
            url="/a/?b=1&c=2",
        )
    )[0]
    assert words(card[0]) == "Chào <b>"
    assert words(card[1]) == "5,2 tấn"
    assert card.find(".//a").get("href") == "/a/?b=1&c=2"  # type: ignore[union-attr]


def test_an_unknown_tone_is_refused(render: Render) -> None:
    with pytest.raises(TemplateSyntaxError, match="tone"):
        render('{% badge_state "Nháp" "pink" %}')


def test_tones_differ_by_shape(render: Render) -> None:
    shapes = {
        tone: re.sub(r"\s+", " ", render(f'{{% badge_state "X" "{tone}" %}}').split("<svg")[1])
        for tone in ("", "info", "good", "warn", "bad", "accent", "done")
    }
    assert len(set(shapes.values())) == 7


def test_progress_bar_is_a_named_progress_element(render: Render) -> None:
    bar = next(parsed(render('{% progress_bar 30 120 "Sức nhận" %}')).iter("progress"))
    assert (bar.get("value"), bar.get("max"), bar.get("aria-label")) == ("25.0", "100", "Sức nhận")
    assert next(parsed(render('{% progress_bar 5 0 "Trống" %}')).iter("progress")).get("value") == "0.0"
    assert next(parsed(render('{% progress_bar 500 100 "Quá" %}')).iter("progress")).get("value") == "100.0"


def test_age_marks_old_and_missing(render: Render, settings: object) -> None:
    settings.SHOWN_DAY = None  # type: ignore[attr-defined]
    now = timezone.now()
    fresh = render("{% age when %}", when=now - dt.timedelta(hours=5))
    stale = render("{% age when %}", when=now - dt.timedelta(days=5))
    assert "5 giờ trước" in fresh and "age--stale" not in fresh
    assert "age--stale" in stale and "Đã cũ:" in stale
    assert "chưa có số liệu" in render("{% age when %}", when=None)


def test_age_counts_from_the_day_on_show(render: Render, settings: object) -> None:
    settings.SHOWN_DAY = dt.date(2021, 9, 27)  # type: ignore[attr-defined]
    assert "3 ngày trước" in render("{% age when %}", when=dt.date(2021, 9, 24))


def test_block_tags_keep_their_content_and_escape_their_words(render: Render) -> None:
    markup = render('{% page_header t lead=t %}<a href="#">{{ t }}</a>{% endpage_header %}', t="<i>")
    assert by_class(markup, "page-header__actions")[0][0].tag == "a"
    assert "<i>" not in markup
    assert "Rỗng" in render('{% empty_state "Rỗng" %}{% endempty_state %}')
    assert words(parsed(render('{% card "Thẻ" %}<p>Ruột</p>{% endcard %}')).find(".//p")) == "Ruột"  # type: ignore[arg-type]


class TestPages:
    @pytest.fixture
    def page(self) -> object:
        return Paginator(range(2000), 50).get_page(2)

    def test_count(self, render: Render, page: object) -> None:
        assert render("{% page_count page %}", page=page) == "Hiện 51–100 trong 2.000"
        assert render("{% page_count page %}", page=Paginator([], 50).get_page(1)) == "Không có dòng nào"

    def test_links_keep_the_other_parameters(self, render: Render, page: object) -> None:
        tree = parsed(render("{% pagination page %}", path="/?q=h%E1%BB%93ng&page=2", page=page))
        links = {words(link).strip(): link for link in tree.iter("a")}
        assert links["3"].get("href") == "?q=h%E1%BB%93ng&page=3"
        assert links["2"].get("aria-current") == "page"
        assert links["2"].get("aria-label") == "Trang 2 / 40"
        assert set(links) == {"Trước", "1", "2", "3", "40", "Sau"}

    def test_one_page_has_no_links(self, render: Render) -> None:
        assert render("{% pagination page %}", page=Paginator([1], 50).get_page(1)).strip() == ""

    @pytest.mark.parametrize(
        ("path", "state", "url"),
        [
            ("/?page=3", None, "?sort=kg"),
            ("/?sort=kg&a=1", "ascending", "?sort=-kg&a=1"),
            ("/?sort=-kg", "descending", "?sort=kg"),
        ],
    )
    def test_sort_header(self, render: Render, path: str, state: str | None, url: str) -> None:
        head = parsed(render('{% sort_header "kg" "Khối lượng" %}', path=path))[0]
        assert head.get("aria-sort") == state
        assert head[0].get("href") == url


class SampleForm(forms.Form):
    name = forms.CharField(label="Tên", help_text="Có dấu")
    market = forms.ChoiceField(label="Nơi bán", choices=[("hn", "Hà Nội")], required=False)
    pack = forms.ChoiceField(
        label="Cách đóng", choices=[("a", "Sọt"), ("b", "Thùng")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Đồng ý", required=False)


class TestField:
    def drawn(self, render: Render, name: str) -> str:
        form = SampleForm({"name": ""})
        form.is_valid()
        return render("{% field bound %}", bound=form[name])

    def test_help_and_errors_are_tied_to_the_input(self, render: Render) -> None:
        markup = self.drawn(render, "name")
        named = re.search(r'aria-describedby="([^"]+)"', markup)
        assert named is not None
        assert named[1].split() == ["id_name_helptext", "id_name_error"]
        assert 'id="id_name_helptext"' in markup and 'id="id_name_error"' in markup
        assert 'aria-invalid="true"' in markup and "is-invalid" in markup

    def test_optional_is_said(self, render: Render) -> None:
        assert "(có thể bỏ trống)" in self.drawn(render, "market")
        assert "form-select" in self.drawn(render, "market")

    def test_choices_are_a_named_group(self, render: Render) -> None:
        markup = self.drawn(render, "pack")
        assert "<fieldset" in markup and "<legend" in markup
        for name in ("id_pack_0", "id_pack_1"):
            assert f'id="{name}"' in markup and f'for="{name}"' in markup

    def test_a_tick_box_stands_before_its_label(self, render: Render) -> None:
        markup = self.drawn(render, "agreed")
        assert markup.index("<input") < markup.index("<label")


class TestMap:
    flows = {
        "nodes": [
            {"id": 1, "kind": "commune", "name": "</script><b>", "lat": 22.0, "lon": 106.0, "kg": 1500},
            {"id": 2, "kind": "point", "name": "Điểm 1", "lat": None, "lon": None, "kg": 1500},
        ],
        "flows": [{"from": 1, "to": 2, "kg": 1500, "label": ""}],
    }

    def test_data_travel_as_json_and_as_a_table(self, render: Render) -> None:
        markup = render("{% flow_map data=flows %}", flows=self.flows)
        found = re.search(r'<script id="flow-map-data" type="application/json">(.*?)</script>', markup, re.S)
        assert found is not None
        assert json.loads(found[1]) == self.flows
        assert re.search(r"<td>Điểm 1</td><td class=\"num\">1,5 tấn</td>", markup)

    def test_the_script_comes_once(self, render: Render) -> None:
        markup = render(
            '{% flow_map data=f %}{% flow_map data=f ident="hai" %}{% flow_map_scripts %}', f=self.flows
        )
        assert markup.count("ui/map.js") == 1
        assert "ui/map.js" in render("{% flow_map_scripts %}")
        assert markup.count("data-flow-map") == 2

    def test_tiles_only_when_set(self, render: Render, settings: object) -> None:
        settings.TILE_URL = ""  # type: ignore[attr-defined]
        assert "data-tile-url" not in render('{% flow_map "/x.json" %}')
        settings.TILE_URL = "https://tiles.example/{z}/{x}/{y}.png"  # type: ignore[attr-defined]
        assert 'data-tile-url="https://tiles.example/{z}/{x}/{y}.png"' in render('{% flow_map "/x.json" %}')

    def test_an_unknown_height_is_refused(self, render: Render) -> None:
        with pytest.raises(TemplateSyntaxError, match="height"):
            render('{% flow_map "/x.json" "huge" %}')


def test_live_job_says_where_to_ask_and_how_far_it_is(render: Render) -> None:
    markup = render(
        '{% live_job "/viec/1.json" "Tính" percent=12 stage="Chia" %}<b>Dừng</b>{% endlive_job %}'
    )
    job = by_class(markup.split("</script>")[1], "job")[0]
    assert job.get("data-poll-url") == "/viec/1.json"
    assert next(job.iter("progress")).get("value") == "12"
    assert next(element for element in job.iter() if element.get("aria-live")).get("role") == "status"
    assert "<noscript>" in markup and "<b>Dừng</b>" in markup


def test_chart_tags_take_json_and_draw_nothing_for_nothing(render: Render) -> None:
    kept = [{"start": "2021-09-13", "offered_kg": 5, "asked_kg": 4, "picked_kg": 3, "delivered_kg": 2}]
    assert "<svg" in render("{% chart_weeks weeks %}", weeks=kept)
    assert "<svg" in render("{% chart_calendar days %}", days=[{"date": "2021-09-13", "kg": 3}])
    assert render("{% chart_weeks n %}{% chart_calendar n %}{% chart_lorenz n %}", n=[]) == ""


def test_a_whole_form_is_drawn_with_its_errors_first(render: Render) -> None:
    form = SampleForm({"name": "Hộ A", "pack": "a"})
    form.add_error(None, "Hai ngày không khớp")
    tree = parsed(render('{% include "ui/form_fields.html" %}', form=form))
    assert tree[0].get("role") == "alert"
    assert "Hai ngày không khớp" in words(tree[0])
    assert len(by_class(render('{% include "ui/form_fields.html" %}', form=form), "field")) == 4
