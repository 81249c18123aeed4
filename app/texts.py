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
        "{cluster} leads from {first} to {last}",
        "{first}至{last}年，{cluster}始终领先",
    ),
    "overview.leads_now": ("{clusters} is first in {last}", "{last}年{clusters}居首"),
    "overview.overtakes": ("{one} has passed {other}", "{one}超过{other}"),
    "overview.all_rise": (
        "The index of all {n} agglomerations rises from {first} to {last}.",
        "{first}至{last}年，{n}个城市群的指数全部上升。",
    ),
    "overview.some_fall": (
        "From {first} to {last} the index falls in {clusters}.",
        "{first}至{last}年，指数下降的有{clusters}。",
    ),
    "overview.most": (
        "{cluster} gains most ({change}).",
        "{cluster}上升最多（{change}）。",
    ),
    "overview.axis": (
        "Integration index, points. The most an agglomeration can reach is 100 times its "
        "share of all member cities.",
        "一体化指数（分）。每个城市群的上限为其城市数占比乘以 100。",
    ),
    "overview.ranks": ("Index and rank", "指数与排名"),
    "overview.ranks_note": (
        "Index in points, rank in brackets.",
        "数值为指数（分），括号内为排名。",
    ),
    "overview.dimensions": ("The five dimensions in {year}", "{year}年的五个维度"),
    "overview.first_in": (
        "{cluster} is first in {dimensions}",
        "{cluster}在{dimensions}方面居首",
    ),
    "overview.dimensions_note": (
        "Dimension score, points; the stronger the colour, the higher, on one scale for "
        "all years. The highest of {year}: {cluster}, {dimension}.",
        "维度得分（分），颜色越浓得分越高，各年同一色标。{year}年最高：{cluster}的{dimension}。",
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
        "指数与各城市群平均之差（分）及其三个组成部分：城市数目（R）、水平（f）、均衡（k），"
        "三者相加即为差值。",
    ),
    "overview.theil": (
        "Within the agglomerations or between them? {year}",
        "{year}年差距在城市群内还是城市群间",
    ),
    "overview.theil_lead": (
        "In {n} of {all} indicators most of the gap between cities lies within the "
        "agglomerations. Between them it weighs most in {indicator} ({share}).",
        "{all}项指标中，有{n}项的城市差距主要在城市群内部。"
        "城市群间差距占比最大的是{indicator}（{share}）。",
    ),
    "overview.theil_total": ("Theil index", "泰尔指数"),
    "overview.theil_within": ("Within", "群内"),
    "overview.theil_between": ("Between", "群间"),
    "overview.within_share": ("Share within", "群内占比"),
    "overview.theil_note": (
        "Theil index over the cities of all agglomerations, 0 where all are equal, and "
        "the two parts that add up to it.",
        "全部城市群各城市的泰尔指数（0 为完全相等）及其两个组成部分，二者相加即为总值。",
    ),
    "overview.every_year": (
        "Every year from {first} to {last}",
        "{first}至{last}年逐年指数",
    ),
    "overview.steady": (
        "In every single year the rank is the same for {clusters}.",
        "每一年排名都不变的有{clusters}。",
    ),
    "overview.none_steady": (
        "No agglomeration keeps its rank in every year.",
        "没有城市群每年排名都不变。",
    ),
    "overview.every_year_axis": (
        "Integration index, points, from the indicators that have figures in all of these "
        "years: not to be compared with the figures above.",
        "一体化指数（分），采用各年均有数据的指标，不可与上文数值直接比较。",
    ),
    # Map
    "map.highest": (
        "{indicator}, {year}: from {low_value} in {low} to {high_value} in {high}",
        "{year}年{indicator}：{low}最低（{low_value}），{high}最高（{high_value}）",
    ),
    "map.yes": (
        "{indicator}, {year}: yes in {n} of {all} cities",
        "{year}年{indicator}：{all}个城市中有{n}个为“是”",
    ),
    "map.nothing": ("{indicator}: no figures in {year}", "{indicator}：{year}年无数据"),
    "map.have": ("{n} of {all} cities have a figure", "{all}个城市中{n}个有数据"),
    "map.estimated": ("estimates among them: {n}", "其中{n}个为估计值"),
    "map.missing": ("without a figure: {n}", "{n}个缺失"),
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
    "map.classes": (
        "The classes are the quintiles over all cities and years, so that years can be "
        "compared. Heavy lines: the agglomerations.",
        "分级为各城市各年份数值的五等分点，各年相同，便于跨年比较。粗线为城市群边界。",
    ),
    # Agglomeration
    "cluster.headline": (
        "{cluster} ranks {rank} in {year}, with {index} points and {cities} cities",
        "{year}年{cluster}排名{rank}：{cities}个城市，指数{index}",
    ),
    "cluster.no_index": (
        "{cluster}: no index in {year} in this reading",
        "{cluster}：此口径下{year}年无指数",
    ),
    "cluster.best_worst": (
        "Its best rank, {best_rank}, is in {best}; its lowest, {worst_rank}, in {worst}.",
        "排名最靠前的维度是{best}（{best_rank}），最靠后的是{worst}（{worst_rank}）。",
    ),
    "cluster.same_rank": (
        "It is {rank} in every dimension.",
        "五个维度均排{rank}。",
    ),
    "cluster.change": (
        "Its index changed by {change} since {year}.",
        "与{year}年相比，指数变化{change}。",
    ),
    "cluster.dimensions": ("Its five dimensions over time", "五个维度的变化"),
    "cluster.gains": (
        "Since {first}, {most} gains most ({most_gain}) and {least} least ({least_gain}).",
        "自{first}年以来，{most}提升最多（{most_gain}），{least}提升最少（{least_gain}）。",
    ),
    "cluster.axis": ("Dimension score, points.", "维度得分（分）。"),
    "cluster.drivers": ("What drives the score in {year}", "{year}年得分的构成"),
    "cluster.driver": (
        "{top} contributes most (K = {top_score}); {low} least (K = {low_score}), because "
        "{why}.",
        "{top}得分最高（K = {top_score}）；{low}最低（K = {low_score}），原因是{why}。",
    ),
    "cluster.uneven": ("its cities differ much", "城市之间差距大"),
    "cluster.poor": ("its level is low", "水平较低"),
    "cluster.cv": ("CV", "变异系数"),
    "cluster.k": ("Evenness k", "均衡度 k"),
    "cluster.f": ("Level f", "水平 f"),
    "cluster.score": ("Score K", "得分 K"),
    "cluster.drivers_note": (
        "K = k × R × f. Size R of this agglomeration: {size}, the same for every "
        "indicator. k runs from 0 (as uneven as it gets) to 100 (all alike), f from 0 to "
        "1. The bar under K is its share of the most that this size allows.",
        "K = k × R × f。该城市群的规模系数 R 为 {size}，各指标相同。k 取 0（最不均衡）至 "
        "100（完全一致），f 取 0 至 1。K 下方横条为其占该规模上限的比例。",
    ),
    "cluster.spread": (
        "How far its cities are apart, {year}",
        "{year}年城市之间的差距",
    ),
    "cluster.spread_lead": (
        "{widest} is the most uneven: {city} has {times} times the mean. {evenest} is "
        "almost the same everywhere.",
        "{widest}差距最大：{city}为均值的{times}倍。{evenest}最为均衡。",
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
        "A dot is a city; filled: reported, empty: an estimate. The highest city of each "
        "row is named, the others by pointing at them. Dashed: the mean.",
        "每个圆点为一个城市，实心为公布值，空心为估计值。标出每行最高的城市，其余可将鼠标移到"
        "圆点上查看。虚线为均值。",
    ),
    "cluster.measures": (
        "The same gaps, measured otherwise, {year}",
        "{year}年差距的其他度量",
    ),
    "cluster.measures_lead": (
        "By the Gini coefficient {top} is the most uneven ({top_gini}), {low} the least "
        "({low_gini}). Counted by residents, the gap is smaller in {n} of {all} "
        "indicators.",
        "按基尼系数，{top}差距最大（{top_gini}），{low}最小（{low_gini}）。"
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
    "trend.converging": ("more alike", "趋同"),
    "trend.diverging": ("farther apart", "趋异"),
    "trend.no_clear_trend": ("no clear trend", "无明显趋势"),
    "cluster.institutions": ("Its plans and bodies", "规划与协调机构"),
    "cluster.national": (
        "The first plan at national level is of {year}.",
        "首个国家级规划出台于{year}年。",
    ),
    "cluster.no_national": (
        "There is no plan at national level.",
        "尚无国家级规划。",
    ),
    "cluster.institutions_note": (
        "Filled: plan or agreement; empty: body. From Tables 2 and 3 of the paper; “?” "
        "where it gives no year.",
        "实心为规划或协议，空心为机构。据论文表2、表3；“?”表示论文未给出年份。",
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
        "{city} is highest in {n} of {all} indicators in {cluster}, {year}",
        "{year}年，{city}在{all}项指标中有{n}项居{cluster}最高",
    ),
    "city.none_first": (
        "{city} is highest in none of {all} indicators in {cluster}, {year}",
        "{year}年，{city}的{all}项指标均未居{cluster}最高",
    ),
    "city.highest_in": (
        "Highest in {indicators}.",
        "居最高的有{indicators}。",
    ),
    "city.missing": (
        "{n} of {all} indicators have no figure.",
        "{all}项指标中有{n}项无数据。",
    ),
    "city.figures": ("Its figures in {year}", "{year}年的数据"),
    "city.rank_head": ("Rank", "排名"),
    "city.rank": ("{rank} of {n}", "{rank} / {n}"),
    "city.place_head": ("Lowest to highest", "最低至最高"),
    "city.mean_head": ("Mean", "均值"),
    "city.note": (
        "Rank by size of the value, 1 is the highest, among the cities of the "
        "agglomeration that have a figure. The dot shows where the city stands between "
        "the lowest and the highest, the stroke where the mean is. In italics, with an "
        "empty dot: estimates.",
        "排名按数值从高到低，在城市群内有数据的城市中比较。圆点为该城市在最低与最高之间的位置，"
        "竖线为均值。斜体与空心圆点为估计值。",
    ),
    "city.series": ("One indicator over the years", "单项指标历年变化"),
    "city.series_lead": (
        "{city}: {first_value} in {first}, {last_value} in {last}.",
        "{city}：{first}年{first_value}，{last}年{last_value}。",
    ),
    "city.no_series": ("Fewer than two years have a figure.", "有数据的年份不足两年。"),
    "city.series_note": (
        "{indicator} ({unit}). Line: {city}; empty dots: estimates. Grey bars: lowest to "
        "highest city of {cluster}, the stroke is the mean.",
        "{indicator}（{unit}）。折线为{city}，空心点为估计值；灰条为{cluster}各城市的最低至最高，"
        "短横为均值。",
    ),
    "break.new_basis": ("new basis", "口径变化"),
    "break.not_comparable": ("not comparable", "不可比"),
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
        "Least sure is {cluster}: its most frequent rank, {rank}, holds in {share} of the "
        "readings.",
        "最不确定的是{cluster}：最常见的排名{rank}仅占{share}。",
    ),
    "robust.ranks": ("Share of readings at each rank", "各排名所占的口径比例"),
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
        "On the same figures, the index of {cluster} moves most with the reading: from "
        "{low} to {high} points.",
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
        "The strongest choice over all agglomerations is the {choice}.",
        "总体影响最大的是“{choice}”。",
    ),
    "robust.choices_note": (
        "Share of the variance of the rank that a choice explains, with all its "
        "interactions; shares can add up to more than 100%. A dash: the rank never moves.",
        "该选择（含全部交互作用）所解释的排名方差比例，合计可超过 100%。短横表示排名不变。",
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
    "robust.one": ("One choice at a time, {year}", "逐项改变，{year}年"),
    "robust.one_lead": (
        "{moved} of {n} single changes move at least one rank.",
        "{n}种单项改变中，有{moved}种使至少一个排名变化。",
    ),
    "robust.one_note": (
        "Rank in each reading; highlighted: other than in the paper’s reading.",
        "各口径下的排名；着色为与论文口径不同。",
    ),
    "robust.without": ("Leaving one thing out, {year}", "逐项剔除，{year}年"),
    "robust.without_lead": (
        "Of {n} things left out one by one ({indicators} indicators, {dimensions} "
        "dimensions, {cities} cities), {moved} would move a rank.",
        "逐一剔除{n}项（{indicators}项指标、{dimensions}个维度、{cities}个城市），"
        "其中{moved}项会改变排名。",
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
        "In {year}, these weights move {clusters}.",
        "{year}年，此权重使{clusters}的排名变化。",
    ),
    "robust.not_moved": (
        "In {year}, these weights move no rank.",
        "{year}年，此权重不改变任何排名。",
    ),
    # Replication
    "claims.headline": (
        "{n} of the paper’s {all} claims hold on these figures",
        "论文的{all}项结论中，有{n}项在本数据上成立",
    ),
    "claims.lead": (
        "Of the {failed} that do not, {near} hold in part. The paper’s own figures are not "
        "public, and {missing} of its indicators are missing here.",
        "不成立的{failed}项中，{near}项部分成立。论文所用数据未公开，"
        "本数据缺少其中{missing}项指标。",
    ),
    "claims.lead_all": (
        "All {failed} that do not hold in part. The paper’s own figures are not public, "
        "and {missing} of its indicators are missing here.",
        "不成立的{failed}项均部分成立。论文所用数据未公开，本数据缺少其中{missing}项指标。",
    ),
    "claims.claim": ("Claim", "结论"),
    "claims.outcome": ("Outcome", "结果"),
    "claims.facts": ("Statements", "陈述"),
    "claims.met": ("{n} of {all}", "{n} / {all}"),
    "claims.share": ("Readings in which it holds", "成立的口径比例"),
    "claims.note": (
        "A claim is reproduced if all its statements hold. The last column: share of all "
        "readings of the method in which it is.",
        "全部陈述成立方为复现。末列为全部方法口径中复现的比例。",
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
    "measure.dimension_rank": ("rank in the dimension", "维度排名"),
    "measure.dimension_gain_rank": (
        "rank of the gain among the dimensions",
        "维度提升幅度排名",
    ),
    "measure.total_gain_rank": (
        "rank of the gain of all agglomerations together",
        "全部城市群合计提升幅度排名",
    ),
    "comparison.above": ("above {value}", "大于 {value}"),
    "comparison.equal": ("{value}", "{value}"),
    "comparison.about": ("{value}", "{value}"),
    "claims.table_4": ("Table 4 of the paper beside ours", "论文表4与本数据对比"),
    "claims.table_4_lead": (
        "Nearest is {near} in {near_year} ({near_gap}), farthest {far} in {far_year} "
        "({far_gap}).",
        "最接近的是{near_year}年{near}（{near_gap}），相差最大的是{far_year}年{far}（{far_gap}）。",
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
    "quality.lead": (
        "{used} of {all} indicators are in the index. For want of city figures it goes "
        "without {out}.",
        "{all}项指标中有{used}项进入指数。因缺少城市数据，未纳入{out}。",
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
        "A cell is an agglomeration in a benchmark year. An indicator is used if every "
        "cell has a statistic.",
        "单元为一个城市群的一个基准年。各单元均有统计量的指标方予采用。",
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
        "{rows} rows in all. Units and meaning of each column come with the Excel file and "
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
        "One select on the marts, read-only: at most {rows} rows and {seconds} seconds, no "
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
