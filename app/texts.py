"""All texts of the viewer, English and Chinese side by side.

Names of indicators, cities, agglomerations and readings are not here: they come from the
marts. A text is asked for by its key: t("no_figure").
"""

import streamlit as st


def language() -> str:
    """Return the reader's language."""
    return st.session_state.get("lang", "en")


def t(key: str, **values: object) -> str:
    """Return a text in the reader's language, its places filled in.

    A key that is not there gives its last part: a new unit or reason of the marts shows
    as it is called there.
    """
    if key not in TEXTS:
        return key.split(".", 1)[-1]
    return TEXTS[key][language() == "zh"].format(**values)


def ordinal(n: int) -> str:
    """Return first, second, ... as a short numeral."""
    if language() == "zh":
        return f"第{n}"
    suffix = (
        "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    )
    return f"{n}{suffix}"


TEXTS: dict[str, tuple[str, str]] = {
    # Words
    "title": ("Integration index", "一体化指数"),
    "pages": ("Pages", "页面"),
    "parameter.page": ("page", "页面"),
    "language": ("Language", "语言"),
    "agglomeration": ("Agglomeration", "城市群"),
    "cities": ("Cities", "城市数"),
    "dimension": ("Dimension", "维度"),
    "variable": ("Variable", "变量"),
    "index": ("Integration index", "一体化指数"),
    "choice": ("Choice", "选择"),
    "year": ("Year", "年份"),
    "value": ("Value", "数值"),
    "status": ("Status", "状态"),
    "source": ("Source", "来源"),
    "source_notes": (
        "Notes on the sources (in English)",
        "来源说明（英文）",
    ),
    "estimate": ("estimate", "估计值"),
    "no_figure": ("no figure", "无数据"),
    "no_unit": ("no unit", "无量纲"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "and": (" and ", "和"),
    "comma": (", ", "、"),
    "colon": (": ", "："),
    "stop": ("; ", "；"),
    "full_stop": (".", "。"),
    "rows": ("{n} rows", "{n} 行"),
    "parameter.lang": ("language", "语言"),
    "parameter.reading": ("Reading of the method", "方法口径"),
    "parameter.year": ("Year", "年份"),
    "parameter.indicator": ("Indicator", "指标"),
    "parameter.cluster": ("Agglomeration", "城市群"),
    "parameter.city": ("City", "城市"),
    "parameter.claim": ("claim of the paper", "论文结论"),
    "parameter.weights": ("weights of the dimensions", "维度权重"),
    "parameter.mart": ("Mart", "数据表"),
    "reading_help": (
        "The paper leaves some choices open. Each reading switches one of them.",
        "论文有若干处未予明确，每种口径改变其中一处。",
    ),
    # Navigation and states
    "nav.overview": ("Overview", "总览"),
    "nav.map": ("Map", "地图"),
    "nav.cluster": ("Agglomeration", "城市群"),
    "nav.city": ("City", "城市"),
    "nav.robustness": ("Robustness", "稳健性"),
    "nav.replication": ("Replication", "论文复现"),
    "nav.quality": ("Data quality", "数据质量"),
    "nav.download": ("Download and query", "下载与查询"),
    "footer": (
        "Build {build}. Method: Zhang, Yun, Wang and Duan (2023), doi "
        "10.11870/cjlyzyyhj202309009.",
        "构建 {build}。方法：张潇冉、云如先、王磊、段学军（2023），doi "
        "10.11870/cjlyzyyhj202309009。",
    ),
    "refused": (
        "The address asks for “{value}”, which is no known value of “{parameter}”. "
        "Shown instead: the default.",
        "网址中的“{value}”不是“{parameter}”的已知取值，现按默认值显示。",
    ),
    "year_moved": (
        "There are no figures of {asked} here; shown is {year}.",
        "此处没有 {asked} 年的数据，现显示 {year} 年。",
    ),
    "replaced": (
        "“{value}” ({parameter}) is not in the reading “{reading}”. Shown instead: "
        "“{instead}”.",
        "口径“{reading}”中没有“{value}”（{parameter}），现显示“{instead}”。",
    ),
    "in_reading": (
        "Reading: {reading}.",
        "口径：{reading}。",
    ),
    "no_result": (
        "This reading has no index: no indicator has a figure in all that it compares.",
        "此口径无指数：没有任何指标在所比较的范围内均有数据。",
    ),
    "caption.build": (
        "Reading: {reading}. Build {build}.",
        "口径：{reading}。构建 {build}。",
    ),
    "caption.figures": (
        "Sources: the publications in mart dim_source. Build {build}.",
        "来源：见数据表 dim_source。构建 {build}。",
    ),
    "stale": (
        "Inputs or code have changed since build {build} was published. "
        "To bring it up to date, run: make build",
        "构建 {build} 发布后，输入数据或代码已有改动。如需更新，请运行：make build",
    ),
    "state.nothing.title": ("Nothing is published yet", "尚未发布任何数据"),
    "state.nothing.text": (
        "The viewer shows published marts, and there are none. Build them with:",
        "本页面展示已发布的数据表，目前还没有。请先构建：",
    ),
    "state.nothing.after": (
        "It takes about a minute. Then load this page again.",
        "约需一分钟，完成后刷新本页即可。",
    ),
    "state.missing.title": (
        "The published build lacks what this page shows",
        "已发布的构建缺少本页所需的数据表",
    ),
    "state.missing.text": (
        "It was made by an earlier version. Build and publish it again with:",
        "该构建由较早的版本生成。请重新构建并发布：",
    ),
    "state.missing.after": ("", ""),
    "state.unreadable.title": (
        "The published file cannot be read",
        "已发布的文件无法读取",
    ),
    "state.unreadable.text": (
        "Find out what is wrong with:",
        "请运行以下命令查明原因：",
    ),
    "state.unreadable.after": (
        "It says what to run, such as restoring an earlier build.",
        "它会说明应运行什么，例如恢复较早的构建。",
    ),
    # Overview
    "overview.leads": (
        "{cluster} has the highest integration index in each of the {n} years shown, "
        "{first} to {last}",
        "{first}至{last}年所示的{n}个年份中，{cluster}的一体化指数均为最高",
    ),
    "overview.leads_some": (
        "{cluster} has the highest integration index in {last}, and in {n} of the "
        "{all} years shown",
        "{last}年{cluster}的一体化指数最高，所示{all}个年份中有{n}个年份如此",
    ),
    "overview.leads_now": (
        "{cluster} has the highest integration index in {last}",
        "{last}年{cluster}的一体化指数最高",
    ),
    "overview.leads_shared": (
        "{clusters} share the highest integration index in {last}",
        "{last}年{clusters}的一体化指数并列最高",
    ),
    "overview.all_zero": (
        "No agglomeration has an integration index above 0 in {last}",
        "{last}年没有城市群的一体化指数大于 0",
    ),
    "overview.alone": (
        "{cluster} is the only agglomeration of this reading: its integration index "
        "has nothing to be compared with",
        "此口径下仅有{cluster}一个城市群，其一体化指数无从比较",
    ),
    "overview.no_index": (
        "No agglomeration has an integration index in this reading",
        "此口径下没有城市群有一体化指数",
    ),
    "overview.overtakes": (
        "{one} is below {others} in {first} and above in {last}",
        "{one}在{first}年低于{others}，{last}年高于后者",
    ),
    "overview.all_rise": (
        "In {last} the index of all {n} agglomerations is higher than in {first}.",
        "{last}年，{n}个城市群的指数均高于{first}年。",
    ),
    "overview.some_rise": (
        "In {last} the index is higher than in {first} in {clusters}.",
        "{last}年指数高于{first}年的有{clusters}。",
    ),
    "overview.some_fall": (
        "In {last} the index is lower than in {first} in {clusters}.",
        "{last}年指数低于{first}年的有{clusters}。",
    ),
    "overview.most": (
        "{cluster} gains most ({change}).",
        "{cluster}上升最多（{change}）。",
    ),
    "overview.lacking": (
        "Without an index in some of the years: {clusters}.",
        "部分年份无指数的有{clusters}。",
    ),
    "overview.axis": (
        "Integration index, points. The most an agglomeration can reach is 100 times "
        "its share of all member cities.",
        "一体化指数（分）。每个城市群的上限为其城市数占比乘以 100。",
    ),
    "overview.axis_no_size": (
        "Integration index, points, from 0 to 100: this reading makes no size adjustment.",
        "一体化指数（分），0 至 100：此口径不作城市数目调整。",
    ),
    "overview.ranks": ("Index and rank", "指数与排名"),
    "overview.ranks_note": (
        "Index in points, rank in brackets; “=” marks a rank that is shared, “–” a tie "
        "at 0.",
        "数值为指数（分），括号内为排名；“=”表示并列，“–”表示同为 0。",
    ),
    "overview.dimensions": ("The five dimensions in {year}", "{year}年的五个维度"),
    "overview.first_in": (
        "{cluster} has the highest score in {dimensions}",
        "{cluster}得分最高的维度为{dimensions}",
    ),
    "overview.shared_in": (
        "{clusters} share the highest score in {dimension}",
        "{clusters}在{dimension}方面并列最高",
    ),
    "overview.dimensions_note": (
        "Dimension score, points; the stronger the colour, the higher, on one scale "
        "for all years.",
        "维度得分（分），颜色越浓得分越高，各年同一色标。",
    ),
    "overview.highest_dimension": (
        "The highest of {year}: {cluster}, {dimension}.",
        "{year}年最高：{cluster}的{dimension}。",
    ),
    "overview.why": (
        "Ahead because large, rich or even? {year}",
        "{year}年差距从何而来",
    ),
    "overview.index_difference": ("From the mean", "与平均之差"),
    "overview.size_effect": ("Size", "规模"),
    "overview.level_effect": ("Level", "水平"),
    "overview.evenness_effect": ("Evenness", "均衡"),
    "overview.why_note": (
        "Index minus the mean of the agglomerations, points, and the three parts that add "
        "up to it: number of cities (R), level (f) and evenness (k).",
        "指数与各城市群平均之差（分）及其三个组成部分：城市数目（R）、水平（f）、均衡"
        "（k），"
        "三者相加即为差值。",
    ),
    "overview.theil": (
        "Within the agglomerations or between them? {year}",
        "{year}年差距在城市群内还是城市群间",
    ),
    "overview.theil_lead": (
        "In {n} of {all} indicators most of the gap between cities lies within the "
        "agglomerations.",
        "{all}项指标中，有{n}项的城市差距主要在城市群内部。",
    ),
    "overview.theil_most": (
        "Between them it weighs most in {indicator} ({share}).",
        "城市群间差距占比最大的是{indicator}（{share}）。",
    ),
    "overview.theil_total": ("Theil index", "泰尔指数"),
    "overview.theil_within": ("Within", "群内"),
    "overview.theil_between": ("Between", "群间"),
    "overview.within_share": ("Share within", "群内占比"),
    "overview.theil_note": (
        "Theil index over the cities of all agglomerations, 0 where all are equal, and "
        "the two parts that add up to it. Groups of cities drawn at random would have "
        "nearly all of it within.",
        "全部城市群各城市的泰尔指数（0 为完全相等）及其两个组成部分，二者相加即为总值。"
        "若将城市随机分组，差距几乎全在组内。",
    ),
    "overview.every_year": (
        "Every year from {first} to {last}",
        "{first}至{last}年逐年指数",
    ),
    "overview.steady": (
        "The same rank in each of these {n} years, not shared: {clusters}.",
        "这{n}年中排名始终不变且不并列的有{clusters}。",
    ),
    "overview.none_steady": (
        "No agglomeration has a rank of its own that is the same in all {n} years.",
        "没有城市群在这{n}年中排名始终不变且不与他者并列。",
    ),
    "overview.every_year_axis": (
        "Integration index, points. Reading: {reading}; other indicators and bounds "
        "than above, not to be compared with the figures above.",
        "一体化指数（分）。口径：{reading}；指标与极值与上文不同，不可与上文数值直接"
        "比较。",
    ),
    # Map
    "map.highest": (
        "{indicator}, {year}: from {low_value} in {low} to {high_value} in {high}",
        "{year}年{indicator}：{low}最低（{low_value}），{high}最高（{high_value}）",
    ),
    "map.n_cities": (
        "{n} cities",
        "{n}个城市",
    ),
    "map.equal": (
        "{indicator}, {year}: {value} in all {n} cities with a figure",
        "{year}年{indicator}：有数据的{n}个城市均为{value}",
    ),
    "map.one": (
        "{indicator}, {year}: {value} in {city}, the only city with a figure",
        "{year}年{indicator}：仅{city}有数据（{value}）",
    ),
    "map.yes": (
        "{indicator}, {year}: yes in {n} of the {all} cities with a figure",
        "{year}年{indicator}：有数据的{all}个城市中有{n}个为“是”",
    ),
    "map.nothing": ("{indicator}: no figures in {year}", "{indicator}：{year}年无数据"),
    "map.have": ("{n} of {all} cities have a figure", "{all}个城市中{n}个有数据"),
    "map.less_is_better": (
        "Less is better.",
        "数值越低越好。",
    ),
    "map.more_is_better": (
        "More is better.",
        "数值越高越好。",
    ),
    "map.estimated": ("estimates among them: {n}", "其中{n}个为估计值"),
    "map.doubtful": (
        "doubtful: {n}",
        "存疑{n}个",
    ),
    "map.alt": ("Map of cities coloured by {indicator}", "按{indicator}着色的城市地图"),
    "map.open": ("Open a city", "打开城市"),
    "map.open_hint": ("Type a name, or click on the map", "输入名称，或点击地图"),
    "map.no_shapes": (
        "The published build has no outlines for these cities; the table below has the "
        "values.",
        "已发布的构建没有这些城市的轮廓，数值见下表。",
    ),
    "map.extremes": ("Highest and lowest", "最高与最低"),
    "map.top": ("Highest", "最高"),
    "map.bottom": ("Lowest", "最低"),
    "map.others": (
        "{n} cities share {value}",
        "{n}个城市同为{value}",
    ),
    "map.all": (
        "All cities with a figure",
        "全部有数据的城市",
    ),
    "map.dots": (
        "Dots: cities whose outline is not known.",
        "圆点：轮廓未知的城市。",
    ),
    "map.one_class": ("all equal", "各城市相同"),
    "map.marks": (
        "○ estimate, ? doubtful",
        "○ 估计值，? 存疑",
    ),
    "map.classes": (
        "The classes are the quintiles over all cities and years, so that years can "
        "be compared; equal ones are one class. Heavy lines: the agglomerations.",
        "分级为各城市各年份数值的五等分点，各年相同，便于跨年比较；相同的分点合为一级"
        "。粗线为城市群边界。",
    ),
    # Agglomeration
    "cluster.headline": (
        "{cluster} ranks {rank} of {all} in the integration index of {year}, with "
        "{index} points and {cities} cities",
        "{year}年{cluster}一体化指数在{all}个城市群中排{rank}：{cities}个城市，{index}分",
    ),
    "cluster.tied": (
        "{cluster} has the same integration index in {year} as {n} others of {all}: "
        "{index} points, with {cities} cities",
        "{year}年{cluster}与{all}个城市群中另外{n}个的一体化指数相同：{cities}个城市"
        "，{index}分",
    ),
    "cluster.alone": (
        "{cluster} has an integration index of {index} points in {year}, with "
        "{cities} cities; no other agglomeration has one",
        "{year}年{cluster}一体化指数为{index}分（{cities}个城市），没有其他城市群可比",
    ),
    "cluster.no_index": (
        "{cluster}: no integration index in {year} in this reading",
        "{cluster}：此口径下{year}年无一体化指数",
    ),
    "cluster.best_worst": (
        "Its best rank, {best_rank}, is in {best}; its lowest, {worst_rank}, in {worst}.",
        "排名最靠前的维度是{best}（{best_rank}），最靠后的是{worst}（{worst_rank}）。",
    ),
    "cluster.best": (
        "Its best rank, {best_rank}, is in {best}.",
        "排名最靠前的维度是{best}（{best_rank}）。",
    ),
    "cluster.zero_in": (
        "Its score is 0 in {zero}.",
        "得分为 0 的维度有{zero}。",
    ),
    "cluster.same_rank": (
        "It ranks {rank} in every dimension.",
        "各维度均排{rank}。",
    ),
    "cluster.change": (
        "Its index changed by {change} since {year}.",
        "与{year}年相比，指数变化{change}。",
    ),
    "cluster.dimensions": ("Its five dimensions over time", "五个维度的变化"),
    "cluster.dimension_scores": (
        "{cluster}: dimension scores",
        "{cluster}：维度得分",
    ),
    "cluster.gains": (
        "From {first} to {last}: ",
        "{first}至{last}年：",
    ),
    "cluster.gains_most": (
        "{dimension} gains most ({gain})",
        "{dimension}提升最多（{gain}）",
    ),
    "cluster.gains_least": (
        "{dimension} gains least ({gain})",
        "{dimension}提升最少（{gain}）",
    ),
    "cluster.loses_most": (
        "{dimension} loses most ({gain})",
        "{dimension}下降最多（{gain}）",
    ),
    "cluster.gains_none": (
        "No dimension score changes from {first} to {last}.",
        "{first}至{last}年各维度得分均无变化。",
    ),
    "cluster.axis": ("Dimension score, points.", "维度得分（分）。"),
    "cluster.drivers": ("What drives the score in {year}", "{year}年得分的构成"),
    "cluster.driver": (
        "Most points of the index come from {top} ({top_score}), fewest from {low} "
        "({low_score}).",
        "对指数贡献最大的是{top}（{top_score}分），最小的是{low}（{low_score}分）。",
    ),
    "cluster.driver_score": (
        "The highest score K has {top} ({top_score}), the lowest {low} ({low_score}).",
        "得分 K 最高的是{top}（{top_score}），最低的是{low}（{low_score}）。",
    ),
    "cluster.uneven": (
        "What keeps {low} low is evenness (k = {k} of 100) more than level (f = {f} "
        "of 1).",
        "{low}偏低主要因为均衡度（k = {k}，满分 100），其次才是水平（f = {f}，满分 1）。",
    ),
    "cluster.poor": (
        "What keeps {low} low is level (f = {f} of 1) at least as much as evenness "
        "(k = {k} of 100).",
        "{low}偏低，水平（f = {f}，满分 1）的影响不小于均衡度（k = {k}，满分 100）。",
    ),
    "cluster.cv": ("CV", "变异系数"),
    "cluster.k": ("Evenness k", "均衡度 k"),
    "cluster.f": ("Level f", "水平 f"),
    "cluster.score": ("Score K", "得分 K"),
    "cluster.points": (
        "Points of the index",
        "指数贡献（分）",
    ),
    "cluster.drivers_note": (
        "K = k × R × f. Size R of this agglomeration: {size}, the same for every "
        "indicator. k runs from 0 (as uneven as it gets) to 100 (all alike), f from "
        "0 to 1. The bar under K is its share of the most that this size allows.",
        "K = k × R × f。该城市群的规模系数 R 为 {size}，各指标相同。k 取 0（最不均衡"
        "）至 100（完全一致），f 取 0 至 1。K 下方横条为其占该规模上限的比例。",
    ),
    "cluster.no_size_note": (
        "K = k × f: this reading makes no size adjustment. k runs from 0 (as uneven "
        "as it gets) to 100 (all alike), f from 0 to 1. The bar under K is its share "
        "of 100.",
        "K = k × f：此口径不作城市数目调整。k 取 0（最不均衡）至 100（完全一致），f "
        "取 0 至 1。K 下方横条为其占 100 的比例。",
    ),
    "cluster.no_level_note": (
        "This reading makes no level adjustment: f is 1 everywhere.",
        "此口径不作水平调整：f 恒为 1。",
    ),
    "cluster.points_note": (
        "Points: K over the number of indicators of its dimension that have a score "
        "and over the number of dimensions; together they are the index.",
        "贡献：K 除以该维度有得分的指标数，再除以维度数；合计即为指数。",
    ),
    "cluster.spread": (
        "How far its cities are apart, {year}",
        "{year}年城市之间的差距",
    ),
    "cluster.spread_lead": (
        "{widest} is the most uneven (CV {cv}): {city} has {times} times the mean.",
        "{widest}差距最大（变异系数 {cv}）：{city}为均值的{times}倍。",
    ),
    "cluster.spread_even": (
        "The most even: {evenest} (CV {cv}).",
        "最均衡的是{evenest}（变异系数 {cv}）。",
    ),
    "cluster.spread_none": (
        "No indicator differs between the cities.",
        "各项指标在城市之间均无差异。",
    ),
    "cluster.spread_axis": (
        "Per cent of the agglomeration’s mean",
        "占城市群均值的百分比",
    ),
    "cluster.spread_alt": (
        "Strip plot: each city as a share of the mean of the agglomeration",
        "带状图：各城市数值占城市群均值的比例",
    ),
    "cluster.spread_note": (
        "A dot is a city; filled: reported, empty: an estimate; “?”: doubtful. The "
        "highest city of each row is named (one of them where several are equal), "
        "the others by pointing at them. Dashed: the mean.",
        "每个圆点为一个城市，实心为公布值，空心为估计值，“?”为存疑。标出每行最高的城"
        "市（并列时标其一），其余可将鼠标移到圆点上查看。虚线为均值。",
    ),
    "cluster.grades": ("How good the figures of {year} are", "{year}年数据的质量"),
    "cluster.grades_lead": (
        "{n} of {all} indicators have the grade A or B.",
        "{all}项指标中有{n}项为A级或B级。",
    ),
    "cluster.grades_low": ("Lowest, {grade}: {worst}.", "最低为{grade}级：{worst}。"),
    "cluster.grade": ("Grade", "等级"),
    "cluster.grade_reason": ("Because", "原因"),
    "cluster.grades_note": (
        "A: published for the year in nearly all cities, and by a second publication in "
        "half of them. B: by one publication, or with few gaps. C: with many gaps, or by "
        "proxy. D: mostly the figures of another year, or many that are doubted or on "
        "another boundary.",
        "A：几乎所有城市均有当年公布值，且半数有第二来源。B：仅一种来源或少量缺口。"
        "C：缺口较多或以替代指标衡量。D：多为其他年份数据，或存疑、行政区划口径不一的数据较多。",
    ),
    "cluster.measures": (
        "The same gaps, measured otherwise, {year}",
        "{year}年差距的其他度量",
    ),
    "cluster.measures_lead": (
        "By the Gini coefficient the most uneven: {top} ({top_gini}); the least: "
        "{low} ({low_gini}).",
        "按基尼系数，差距最大的是{top}（{top_gini}），最小的是{low}（{low_gini}）。",
    ),
    "cluster.measures_weighted": (
        "Counted by residents, the gap is smaller in {n} of {all} indicators.",
        "按人口加权后，{all}项指标中有{n}项差距变小。",
    ),
    "cluster.weighted_cv": ("CV by residents", "人口加权变异系数"),
    "cluster.gini": ("Gini", "基尼系数"),
    "cluster.theil": ("Theil", "泰尔指数"),
    "cluster.measures_note": (
        "All four are 0 where the cities are equal. The method uses the CV, each city "
        "counted once; by residents, a city weighs as its population. Gini and Theil "
        "count each city once.",
        "四项均以 0 为完全相等。方法采用变异系数，各城市权重相同；"
        "人口加权变异系数按常住人口加权。基尼系数与泰尔指数各城市权重相同。",
    ),
    "cluster.trends": ("Have its cities become more alike?", "城市之间是否趋同"),
    "cluster.trends_lead": (
        "In {closer} of {n} indicators they have, in {apart} they have grown apart.",
        "{n}项指标中，{closer}项趋同，{apart}项趋异。",
    ),
    "cluster.trend": ("Trend", "趋势"),
    "cluster.slope": ("CV, per year", "变异系数年变化"),
    "cluster.cv_then": ("CV, first year", "首年变异系数"),
    "cluster.cv_now": ("CV, last year", "末年变异系数"),
    "cluster.period": ("Years", "年份"),
    "cluster.trends_note": (
        "Relative change of the coefficient of variation a year, least squares over all "
        "years with figures, allowing for breaks in them. No clear trend: within the "
        "margin of error.",
        "变异系数的年相对变化，以各年数据作最小二乘估计，并考虑口径中断。"
        "无明显趋势：在误差范围内。",
    ),
    "cluster.area_changes": (
        "The years compare other areas, since that of these cities changed: {changes}.",
        "以下城市的行政区划有变动，前后年份的范围不同：{changes}。",
    ),
    "cluster.area_change": ("{city} ({year})", "{city}（{year}年）"),
    "trend.converging": ("more alike", "趋同"),
    "trend.diverging": ("farther apart", "趋异"),
    "trend.no_clear_trend": ("no clear trend", "无明显趋势"),
    "cluster.institutions": ("Its plans and bodies", "规划与协调机构"),
    "cluster.national": (
        "The first plan at national level that the paper names is of {year}.",
        "论文所列的首个国家级规划出台于{year}年。",
    ),
    "cluster.no_national": (
        "Tables 2 and 3 of the paper name no plan at national level.",
        "论文表2、表3未列国家级规划。",
    ),
    "cluster.national_elsewhere": (
        "Another source has one of {year}.",
        "另据其他来源，{year}年已有国家级规划。",
    ),
    "cluster.other_source": (
        "Not in the paper; from {source}.",
        "论文未列；据{source}。",
    ),
    "cluster.institutions_note": (
        "Filled: plan or agreement; empty: body. From Tables 2 and 3 of the paper where "
        "nothing else is said; “?” where it gives no year.",
        "实心为规划或协议，空心为机构。未注明者据论文表2、表3；“?”表示论文未给出年份。",
    ),
    "kind.plan": ("Plan", "规划"),
    "kind.body": ("Body", "机构"),
    "level.national": ("national", "国家级"),
    "level.provincial": ("provincial", "省级"),
    "level.provincial_capital": ("provincial capitals", "省会城市"),
    "level.city": ("cities", "城市级"),
    "function.decision": ("decides", "决策"),
    "function.coordination": ("coordinates", "协调"),
    # City
    "city.first": (
        "{city} has the best value of {cluster} in {n} of {all} indicators, {year}",
        "{year}年，{city}在可比的{all}项指标中有{n}项为{cluster}最优",
    ),
    "city.none_first": (
        "{city} alone has the best value of {cluster} in none of {all} indicators, {year}",
        "{year}年，{city}在可比的{all}项指标中没有一项独居{cluster}最优",
    ),
    "city.nothing": (
        "{city}, {cluster}: no figures in {year}",
        "{city}（{cluster}）：{year}年无数据",
    ),
    "city.not_compared": (
        "{city}, {cluster}: no figures of {year} that differ between cities",
        "{city}（{cluster}）：{year}年没有各城市之间有差异的数据",
    ),
    "city.high": (
        "Alone the highest in {indicators}.",
        "独居最高的有{indicators}。",
    ),
    "city.low": (
        "Alone the lowest, where less is better, in {indicators}.",
        "数值越低越好且独居最低的有{indicators}。",
    ),
    "city.shared": (
        "Best together with other cities in {indicators}.",
        "与其他城市并列最优的有{indicators}。",
    ),
    "city.less_is_better": (
        "less is better",
        "越低越好",
    ),
    "city.missing": (
        "{n} of {all} indicators have no figure.",
        "{all}项指标中有{n}项无数据。",
    ),
    "city.figures": ("Its figures in {year}", "{year}年的数据"),
    "city.rank_head": ("Rank", "排名"),
    "city.rank": ("{rank} of {n}", "{rank} / {n}"),
    "city.rank_shared": (
        "={rank} of {n}",
        "={rank} / {n}",
    ),
    "city.place_head": ("Lowest to highest", "最低至最高"),
    "city.mean_head": ("Mean", "均值"),
    "city.note": (
        "Rank by size of the value, 1 is the highest, among the cities of the "
        "agglomeration that have a figure; “=” marks a rank that is shared. The dot "
        "shows where the city stands between the lowest and the highest, the stroke "
        "where the mean is. In italics, with an empty dot: estimates.",
        "排名按数值从高到低，在城市群内有数据的城市中比较；“=”表示并列。圆点为该城市"
        "在最低与最高之间的位置，竖线为均值。斜体与空心圆点为估计值。",
    ),
    "city.series": ("One indicator over the years", "单项指标历年变化"),
    "city.series_lead": (
        "{city}: {first_value} in {first}, {last_value} in {last}.",
        "{city}：{first}年{first_value}，{last}年{last_value}。",
    ),
    "city.no_series": (
        "Fewer than two comparable years have a figure.",
        "可比且有数据的年份不足两年。",
    ),
    "city.series_basis": (
        "The basis of the figures changes in {years}: not all of the difference is a "
        "change.",
        "数据口径在{years}年有变化，差值不全为实际变动。",
    ),
    "city.series_note": (
        "{indicator} ({unit}). Line: {city}, broken where years are not comparable; "
        "empty dots: estimates. Grey bars: lowest to highest city of {cluster}, the "
        "stroke is the mean.",
        "{indicator}（{unit}）。折线为{city}，在不可比的年份断开，空心点为估计值；灰"
        "条为{cluster}各城市的最低至最高，短横为均值。",
    ),
    "city.in_cluster": (
        "{city}, {cluster}",
        "{city}，{cluster}",
    ),
    "break.new_basis": ("new basis", "口径变化"),
    "break.not_comparable": ("not comparable", "不可比"),
    "city.area_joined": (
        "From {year} on the figures include {area} ({source}).",
        "{year}年起数据包含{area}（{source}）。",
    ),
    "city.area_left": (
        "From {year} on the figures are without {area} ({source}).",
        "{year}年起数据范围缩小：{area}（{source}）。",
    ),
    "city.breaks": (
        "Dashed: the figures stand on another basis from this year on, or in it alone.",
        "虚线：自该年起（或仅该年）数据口径不同，前后不可直接比较。",
    ),
    # Robustness
    "robust.headline": (
        "{cluster} is {rank} in {share} of {n} readings of the method, {year}",
        "{year}年，在{n}种方法口径中，{cluster}有{share}排{rank}",
    ),
    "robust.lead": (
        "Least sure is {cluster}: its most frequent rank, {rank}, holds in {share} "
        "of the readings.",
        "最不确定的是{cluster}：最常见的排名{rank}仅占{share}。",
    ),
    "robust.nothing": (
        "No readings of the method are compared in {year}",
        "{year}年没有可比较的方法口径",
    ),
    "robust.all_tied": (
        "In all {n} readings of the method the indexes of {year} are tied at 0",
        "在全部{n}种方法口径中，{year}年的指数均同为 0",
    ),
    "robust.lead_tied": (
        "{cluster} has no rank in any reading: it is tied at an index of 0.",
        "{cluster}在任何口径下均无排名：指数与他者同为 0。",
    ),
    "robust.ranks": (
        "Share of readings at each rank",
        "各排名所占的口径比例",
    ),
    "robust.ranks_note": (
        "A reading is one combination of the open choices of the method; all weigh alike. "
        "With the geometric mean several agglomerations are tied at an index of 0: they "
        "have no rank then.",
        "一种口径即各项未定选择的一种组合，权重相同。"
        "几何平均下若干城市群指数同为 0，并列者不计排名。",
    ),
    "robust.tied": ("Tied at 0", "同为 0"),
    "robust.ranges": ("How far the index moves, {year}", "{year}年指数的变动范围"),
    "robust.ranges_lead": (
        "On the same figures, the index of {cluster} moves most with the reading: "
        "from {low} to {high} points.",
        "数据不变，{cluster}的指数随口径变动最大：{low}至{high}分。",
    ),
    "robust.ranges_note": (
        "Line: smallest to largest; stroke: median; dot: the paper’s reading. Points.",
        "横线为最小至最大，竖线为中位数，圆点为论文口径。单位：分。",
    ),
    "robust.low": ("Smallest", "最小"),
    "robust.median": ("Median", "中位数"),
    "robust.high": ("Largest", "最大"),
    "robust.paper": ("Paper’s reading", "论文口径"),
    "robust.choices": (
        "Which choice moves the ranks, {year}",
        "哪项选择影响{year}年排名",
    ),
    "robust.choices_lead": (
        "The choice with the largest share over all agglomerations together: {choice}.",
        "各城市群合计占比最大的选择是“{choice}”。",
    ),
    "robust.choices_note": (
        "Share of the variance of the rank that a choice explains, with all its "
        "interactions; shares can add up to more than 100%. Ranks shared at an index of 0 "
        "count here. A dash: the rank never moves.",
        "该选择（含全部交互作用）所解释的排名方差比例，合计可超过 100%。此处计入指数同为 0 "
        "的并列排名。短横表示排名不变。",
    ),
    "robust.choices_others": (
        "Not part of the combinations, but below one at a time: {choices}.",
        "未列入组合、仅在下文逐项改变的有：{choices}。",
    ),
    "choice.aggregation": ("Mean (arithmetic, geometric)", "平均方法（算术、几何）"),
    "choice.level_pool": ("Pool of the level bounds", "水平极值的范围"),
    "choice.cv_pool": ("Pool of the CV bounds", "变异系数极值的范围"),
    "choice.negative_level": ("Level of negative indicators", "负向指标的水平"),
    "choice.specialisation_direction": (
        "Direction of specialisation",
        "专业化指数方向",
    ),
    "choice.rail_definition": ("Definition of high-speed rail", "高铁的定义"),
    "choice.membership_scheme_id": (
        "Cities of the Delta (27, 26)",
        "长三角城市（27、26）",
    ),
    "choice.sd_type": ("Standard deviation", "标准差"),
    "choice.pm25_series": (
        "Series of PM2.5",
        "PM2.5 数据系列",
    ),
    "choice.price_basis": ("Prices", "价格口径"),
    "choice.indicator_set": (
        "Set of indicators",
        "指标集",
    ),
    "choice.has_size_adjustment": (
        "Size adjustment",
        "城市数目调整",
    ),
    "choice.has_level_adjustment": (
        "Level adjustment",
        "水平调整",
    ),
    "choice.bounds_version_id": (
        "Frozen bounds",
        "沿用的极值",
    ),
    "robust.one": ("One choice at a time, {year}", "逐项改变，{year}年"),
    "robust.one_lead": (
        "{moved} of {n} single changes move at least one rank.",
        "{n}种单项改变中，有{moved}种使至少一个排名变化。",
    ),
    "robust.one_note": (
        "Rank in each reading that differs from the paper’s in one choice; "
        "highlighted: another rank than in the paper’s reading; “=” marks a rank "
        "that is shared. A choice in italics is not part of the combinations above.",
        "与论文口径仅一项选择不同的各口径下的排名；着色为与论文口径不同，“=”表示并列"
        "。斜体的选择不在上述组合之中。",
    ),
    "robust.without": ("Leaving one thing out, {year}", "逐项剔除，{year}年"),
    "robust.without_lead": (
        "Of {n} things left out one by one ({indicators} indicators, {dimensions} "
        "dimensions, {cities} cities), {moved} would move a rank.",
        "逐一剔除{n}项（{indicators}项指标、{dimensions}个维度、{cities}个城市），"
        "其中{moved}项会改变排名。",
    ),
    "robust.without_lost": (
        "Without {n} of them an agglomeration has no index.",
        "其中{n}项剔除后有城市群无指数。",
    ),
    "robust.left_out": ("Left out", "剔除"),
    "robust.kind": ("Kind", "类别"),
    "robust.rank_without": ("Rank without it", "剔除后排名"),
    "robust.rank_with": ("Rank with it", "原排名"),
    "left_out.city": ("city", "城市"),
    "left_out.indicator": ("indicator", "指标"),
    "left_out.dimension": ("dimension", "维度"),
    "robust.draws": (
        "Share of random weights at each rank",
        "随机权重下各排名所占比例",
    ),
    "robust.draws_note": (
        "{n} draws of weights of the dimensions, every combination equally likely; the "
        "paper’s reading.",
        "对各维度随机抽取 {n} 组权重，各种组合等可能；论文口径。",
    ),
    "robust.weights": ("Other weights", "其他权重"),
    "robust.weights_lead": (
        "The paper weighs all dimensions alike. Weigh them as you like: the index is "
        "the weighted mean of the dimension scores.",
        "论文对各维度等权。可自行设定：指数为各维度得分的加权平均。",
    ),
    "robust.own_rank": ("Your rank", "自定排名"),
    "robust.own_index": ("Your index", "自定指数"),
    "robust.equal_rank": ("Rank, reading", "口径排名"),
    "robust.equal_index": ("Index, reading", "口径指数"),
    "robust.no_weight": (
        "All weights are 0. Give at least one dimension a weight.",
        "权重全为 0，请至少给一个维度赋权。",
    ),
    "robust.moved": (
        "In {year}, these weights change the rank of {clusters}.",
        "{year}年，此权重使{clusters}的排名变化。",
    ),
    "robust.not_moved": (
        "In {year}, these weights change no rank.",
        "{year}年，此权重不改变任何排名。",
    ),
    "robust.five_only": (
        "All that follows down to the weights is of the paper’s reading and its "
        "agglomerations; “{reading}” is not part of it.",
        "以下至权重部分之前均为论文口径及其城市群的结果，不含“{reading}”。",
    ),
    # Replication
    "claims.headline": (
        "{n} of the paper’s {all} claims hold on these figures",
        "论文的{all}项结论中，有{n}项在本数据上成立",
    ),
    "claims.other_subject": (
        "The paper’s claims are about its own agglomerations: this reading tests none",
        "论文的结论只涉及其所研究的城市群，此口径不作检验",
    ),
    "claims.none_testable": (
        "None of the paper’s claims can be tested on this reading",
        "此口径无法检验论文的任何结论",
    ),
    "claims.failed": (
        "Of the {failed} that do not, {near} hold in part.",
        "不成立的{failed}项中，{near}项部分成立。",
    ),
    "claims.untested": (
        "{n} cannot be tested.",
        "{n}项无法检验。",
    ),
    "claims.figures": (
        "The paper’s own figures are not public.",
        "论文所用数据未公开。",
    ),
    "claims.left_out": (
        "{n} of {all} indicators are left out here for want of figures.",
        "因缺少数据，本处{all}项指标中有{n}项未纳入。",
    ),
    "claims.claim": ("Claim", "结论"),
    "claims.outcome": ("Outcome", "结果"),
    "claims.facts": ("Statements", "陈述"),
    "claims.met": ("{n} of {all}", "{n} / {all}"),
    "claims.share": ("Readings in which it holds", "成立的口径比例"),
    "claims.share_of_arithmetic": (
        "Of those with the arithmetic mean",
        "其中算术平均口径",
    ),
    "claims.read_otherwise": ("read otherwise: {outcome}", "另一种解读：{outcome}"),
    "claims.other_wording": (
        "The words can also be read otherwise. This does not count: {wording}",
        "原文亦可作另一种解读，不计入结果：{wording}",
    ),
    "claims.note": (
        "A claim is reproduced if all its statements hold. The last two columns: share of "
        "all readings of the method in which it is, and of those with the arithmetic mean; "
        "with the geometric mean one dimension of 0 makes the index 0.",
        "全部陈述成立方为复现。末两列为全部方法口径及其中算术平均口径中复现的比例；"
        "几何平均下任一维度为0则指数为0。",
    ),
    "claims.detail": ("The figures behind a claim", "结论背后的数据"),
    "claims.fact": ("Statement", "陈述"),
    "claims.expected": ("Paper", "论文"),
    "claims.actual": ("Here", "本数据"),
    "claims.shared": (", shared by {n}", "（{n}者并列）"),
    "outcome.reproduced": ("reproduced", "复现"),
    "outcome.not_reproduced": ("not reproduced", "未复现"),
    "outcome.not_testable": ("not testable", "无法检验"),
    "met.yes": ("holds", "成立"),
    "met.no": ("does not hold", "不成立"),
    "met.unknown": ("not testable", "无法检验"),
    "fact.comma": (", ", "，"),
    "fact.against": ("{one} against {other}", "{one}对比{other}"),
    "measure.index_lead": ("lead in the index", "指数领先值"),
    "measure.index_change": ("change of the index", "指数变化"),
    "measure.between_cluster_cv": ("CV between agglomerations", "城市群间变异系数"),
    "measure.between_cluster_cv_rank": (
        "rank of the CV between agglomerations",
        "城市群间变异系数排名",
    ),
    "measure.between_cluster_cv_fall": (
        "fall of the CV between agglomerations",
        "城市群间变异系数降幅",
    ),
    "measure.between_cluster_cv_fall_rank": (
        "rank of the fall of the CV between agglomerations",
        "城市群间变异系数降幅排名",
    ),
    "measure.between_cluster_cv_relative_fall_rank": (
        "rank of the relative fall of the CV between agglomerations",
        "城市群间变异系数相对降幅排名",
    ),
    "measure.dimension_rank": ("rank in the dimension", "维度排名"),
    "measure.dimension_gain_rank": (
        "rank of the gain among the dimensions",
        "维度提升幅度排名",
    ),
    "measure.dimension_relative_gain_rank": (
        "rank of the relative gain among the dimensions",
        "维度相对增幅排名",
    ),
    "measure.total_score_rank": (
        "rank of the scores of all agglomerations together",
        "全部城市群合计得分排名",
    ),
    "measure.total_gain_rank": (
        "rank of the gain of all agglomerations together",
        "全部城市群合计提升幅度排名",
    ),
    "comparison.above": ("above {value}", "大于 {value}"),
    "comparison.equal": ("{value}", "{value}"),
    "comparison.about": ("{value}", "{value}"),
    "claims.table_4": ("Table 4 of the paper beside ours", "论文表4与本数据对比"),
    "claims.marks": (
        "Dot: these figures; diamond: the paper.",
        "圆点：本数据；菱形：论文。",
    ),
    "claims.in_year": (
        "{what} in {year}",
        "{year}年{what}",
    ),
    "claims.table_4_lead": (
        "Nearest is {near} (apart by {near_gap}), farthest {far} (by {far_gap}).",
        "最接近的是{near}（相差 {near_gap}），相差最大的是{far}（{far_gap}）。",
    ),
    "claims.cv_axis": (
        "Coefficient of variation across the agglomerations",
        "城市群间变异系数",
    ),
    "claims.ours": ("These figures", "本数据"),
    "claims.paper": ("Paper", "论文"),
    "claims.difference": ("Difference", "差值"),
    "claims.not_printed": ("not in our text", "文本缺失"),
    "claims.table_4_note": (
        "Coefficient of variation of the dimension score across the agglomerations, no "
        "unit. The paper’s row of 2020 is missing from our text of it.",
        "维度得分在城市群之间的变异系数，无量纲。论文 2020 年一行在现有文本中缺失。",
    ),
    # Quality
    "quality.headline": (
        "{share} of {n} published values are used as they are",
        "{n}个公布数值中，{share}按原值使用",
    ),
    "quality.used": (
        "{used} of {all} indicators are in the index of this reading.",
        "{all}项指标中有{used}项进入此口径的指数。",
    ),
    "quality.without": (
        "For want of figures it goes without {out}.",
        "因缺少数据，未纳入{out}。",
    ),
    "quality.proxies": ("By proxy: {proxies}.", "以替代指标衡量：{proxies}。"),
    "quality.proxy": ("{name} ({proxy})", "{name}（{proxy}）"),
    "quality.rates": (
        "Where its counts are missing a published rate stands in: {rates}.",
        "缺少计数时以公布的比率代替：{rates}。",
    ),
    "quality.coverage": ("Cities with a value", "有数据的城市数"),
    "quality.coverage_lead": (
        "{cluster}: {n} indicators have a value in every city in {years}.",
        "{cluster}：有{n}项指标在{years}年各城市均有数据。",
    ),
    "quality.coverage_note": (
        "Number of cities with a value, of {n} at most; {first} to {last}. Italics: some "
        "are estimates. Hatched: none.",
        "有数据的城市数，最多{n}个；{first}至{last}年。斜体：含估计值；斜线：无。",
    ),
    "quality.estimated": ("of these, estimates: {n}", "其中估计值：{n}"),
    "quality.left_out": ("Indicators that are left out", "未纳入的指标"),
    "quality.cells": ("Cells with a statistic", "有统计量的单元"),
    "quality.values": ("Values", "数值个数"),
    "quality.reason": ("Why", "原因"),
    "quality.left_out_note": (
        "A cell is an agglomeration in a year of the reading. An indicator is used "
        "if every cell has a statistic.",
        "单元为一个城市群在该口径的一个年份。各单元均有统计量的指标方予采用。",
    ),
    "quality.left_out_available": (
        "A cell is an agglomeration in a year of the reading. This reading uses "
        "every indicator that has a score in any cell.",
        "单元为一个城市群在该口径的一个年份。此口径采用任一单元有得分的全部指标。",
    ),
    "quality.fates": ("What became of the published values", "公布数值的去向"),
    "quality.fates_lead": (
        "Nothing disappears: each value is used, superseded by a better source, corrected "
        "or rejected.",
        "无一遗失：每个数值或被采用，或被更优来源取代，或被更正，或被剔除。",
    ),
    "fate.used": ("used", "采用"),
    "fate.superseded": ("superseded", "被取代"),
    "fate.corrected": ("corrected", "更正"),
    "fate.rejected": ("rejected", "剔除"),
    "quality.rejected_why": ("Rejected because", "剔除原因"),
    "flag.out_of_range": ("it cannot be: out of range", "超出可能范围"),
    "flag.suspect_level": ("the level is almost surely wrong", "水平几乎可以肯定有误"),
    "flag.interpolated": ("interpolated by the compiler", "汇编者插值"),
    "flag.carried_by_source": (
        "repeated by the compiler from an earlier year",
        "汇编者沿用往年数值",
    ),
    "flag.differs_from_city_yearbook": (
        "contradicts the city yearbook",
        "与城市统计年鉴矛盾",
    ),
    "flag.other_scope": (
        "on another scope than its neighbours",
        "统计范围与相邻年份不同",
    ),
    "flag.other": (
        "a misprint that cannot be mended for sure",
        "无法可靠修复的印刷或录入错误",
    ),
    "quality.corrections": ("Corrections", "更正"),
    "quality.corrections_lead": (
        "{n} printed figures are used with another value.",
        "{n}个公布数值以更正值使用。",
    ),
    "quality.published": ("Published", "公布值"),
    "quality.in_use": ("In use", "采用值"),
    "quality.gates": ("What the gates found", "质量关卡结果"),
    "quality.gates_lead": (
        "{n} expectations on {values} values: {errors} errors, {warnings} with warnings.",
        "{n}项检查，共检验{values}个数值：{errors}项错误，{warnings}项警告。",
    ),
    "quality.gate": ("Gate", "关卡"),
    "quality.severity": ("Kind", "类别"),
    "quality.expectations": ("Expectations", "检查项"),
    "quality.checked": ("Values checked", "检验数值"),
    "quality.findings": ("Findings", "发现"),
    "quality.gate_detail": ("All expectations", "全部检查项（英文）"),
    "quality.rule": ("Expected", "要求"),
    "quality.sample": ("First findings", "首批发现"),
    "gate.landing": ("before the build", "构建前"),
    "gate.publish": ("asked before publishing", "发布前询问"),
    "gate.marts": ("before publishing", "发布前"),
    "severity.error": ("stops the build", "阻止构建"),
    "severity.warning": ("is listed", "列出提示"),
    "quality.build": ("This build", "本次构建"),
    "quality.property": ("Property", "属性"),
    "quality.build_id": ("Build", "构建"),
    "quality.built_at": ("Built at", "构建时间"),
    "quality.code": ("Commit", "代码版本"),
    "quality.inputs": ("Input files", "输入文件数"),
    # Download
    "download.headline": (
        "All {n} marts, to take away or to query here",
        "全部{n}个数据表，可下载或在此查询",
    ),
    "download.lead": (
        "{rows} rows in all. Units and meaning of each column come with the Excel "
        "file and "
        "stand below.",
        "共{rows}行。各列单位与含义见下表，并随 Excel 文件附上。",
    ),
    "download.one_reading": ("Only one reading of the method", "仅一种方法口径"),
    "download.csv": ("CSV", "CSV"),
    "download.parquet": ("Parquet", "Parquet"),
    "download.xlsx": ("Excel, with units and sources", "Excel（附单位与来源）"),
    "download.note": (
        "Text is UTF-8. Figures are those of their publishers; the Excel file names them.",
        "文本为 UTF-8 编码。数据归各发布机构所有，Excel 文件中列明。",
    ),
    "download.columns": ("Columns and units", "列与单位（英文）"),
    "download.column": ("Column", "列"),
    "download.type": ("Type", "类型"),
    "download.meaning": ("Meaning", "含义"),
    "download.snippets": ("Read it elsewhere", "在别处读取"),
    "download.snippets_lead": (
        "From the root of the project, in the DuckDB command line or in Python.",
        "在项目根目录下，用 DuckDB 命令行或 Python。",
    ),
    "download.query": ("Query it here", "在此查询"),
    "download.query_lead": (
        "One select on the marts, read-only: at most {rows} rows and {seconds} "
        "seconds, no "
        "files, no network.",
        "对数据表执行一条 select，只读：最多{rows}行、{seconds}秒，不能访问文件和网络。",
    ),
    "download.sql": ("SQL (DuckDB)", "SQL（DuckDB）"),
    "download.run": ("Run", "运行"),
    "sql.empty": ("There is no query.", "没有查询语句。"),
    "sql.too_long": ("The query is too long.", "查询语句过长。"),
    "sql.timeout": (
        "Stopped after {seconds} seconds. Ask for less: a filter, fewer joins.",
        "运行超过 {seconds} 秒，已停止。请缩小查询范围。",
    ),
    "sql.stopped": (
        "Stopped: the query asks for more than this box may use.",
        "已停止：查询超出可用资源。",
    ),
    "sql.memory": (
        "Stopped: the query needs more memory than this box may use.",
        "已停止：查询所需内存超出限制。",
    ),
    "sql.busy": (
        "Other queries are running, and this one has waited long enough. Run it again in "
        "a moment.",
        "其他查询正在运行，本次等待已超时，请稍后重试。",
    ),
    "sql.unreadable": (
        "A published file cannot be read; python -m pipeline doctor says more.",
        "已发布的文件无法读取，可运行 python -m pipeline doctor 查看详情。",
    ),
    "sql.not_one": ("One statement at a time, please.", "一次只能执行一条语句。"),
    "sql.not_select": (
        "Only select is possible here; the marts are read-only.",
        "此处只能使用 select，数据表只读。",
    ),
    "sql.error": ("DuckDB says:", "DuckDB 提示："),
    "sql.cut": (
        "The first {n} rows; there are more.",
        "前 {n} 行，还有更多。",
    ),
    "sql.shown": ("Shown: the first {n}.", "显示前 {n} 行。"),
    # Status of a value
    "status.reported": ("reported", "公布值"),
    "status.published_rate": (
        "published as a rate, its counts are not",
        "仅公布比率，未公布其分子分母",
    ),
    "status.other_boundary": (
        "its figures are on different boundaries of the city",
        "分子与分母的行政区划口径不同",
    ),
    "status.interpolated": ("interpolated between censuses", "普查年间插值"),
    "status.carried": ("carried from {year}", "沿用{year}年"),
    "doubtful": ("doubtful", "存疑"),
    "status.warned": (
        "{status}, doubtful: far from the neighbouring years",
        "{status}，存疑：与相邻年份相差较大",
    ),
    # Why there is no statistic
    "null.no_value": ("no figure", "无数据"),
    "null.too_few_cities": ("too few cities", "城市过少"),
    "null.low_coverage": ("too few cities", "覆盖不足"),
    "null.negative_value": ("a value below 0", "有负值"),
    "null.no_population": ("no population", "缺人口数据"),
    "null.missing_city": ("a city is missing", "缺少城市数据"),
    "null.zero_mean": ("mean is 0", "均值为 0"),
    "null.mixed_signs": ("values of both signs", "数值有正有负"),
    "null.flat_cv_bounds": ("bounds are equal", "极值相等"),
    "null.flat_level_bounds": ("bounds are equal", "极值相等"),
    # Units
    "unit.yuan": ("yuan", "元"),
    "unit.percent": ("%", "%"),
    "unit.percent_of_gdp": ("% of GDP", "占GDP%"),
    "unit.ratio": ("ratio", "比率"),
    "unit.index": ("", ""),
    "unit.0_or_1": ("", ""),
    "unit.patents per 10,000 persons": ("per 10,000 residents", "件/万人"),
    "unit.persons per 10,000 persons": ("per 10,000 residents", "人/万人"),
    "unit.beds per 10,000 persons": ("per 10,000 residents", "张/万人"),
    "unit.km per 100 km2": ("km per 100 km²", "公里/百平方公里"),
    "unit.ug_per_m3": ("µg/m³", "微克/立方米"),
    "unit.km": ("km", "公里"),
    "unit.km2": ("km²", "平方公里"),
    "unit.beds": ("beds", "张"),
    "unit.persons": ("persons", "人"),
    "unit.patents": ("patents", "件"),
    "unit.100m_yuan": ("100 million yuan", "亿元"),
    "unit.10k_yuan": ("10,000 yuan", "万元"),
    "unit.10k_usd": ("10,000 US dollars", "万美元"),
    "unit.10k_persons": ("10,000 persons", "万人"),
}
