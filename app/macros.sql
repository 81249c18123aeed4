-- What the queries of sentences are made with.

-- A name in both languages.
create macro called(en, zh) as { 'name_en': en, 'name_zh': zh };

-- A value with what says how it is shown.
create macro figure(value, unit, en, zh) as {
    'value': value,
    'unit': unit,
    'indicator_en': en,
    'indicator_zh': zh
};

-- A number as it is compared, and as the marts rank it.
create macro same(number) as round(number, 9);

-- All things with the largest number, or the smallest: several where they share it.
create macro highest(thing, number) as [
    this for this, i in list(thing) if list(same(number))[i] = max(same(number))
];
create macro lowest(thing, number) as [
    this for this, i in list(thing) if list(same(number))[i] = min(same(number))
];

-- A rank; a tie at an index of 0 is none.
create macro own_rank(rank, n_sharing, number) as if(
    n_sharing > 1 and same(number) = 0, null, rank
);

-- A rank as it is shown: = before one that is shared.
create macro shown_rank(rank, n_sharing) as if(n_sharing > 1, '=', '') || rank;

-- A text where something holds.
create macro said(holds, text) as case when holds then text end;

-- A number as it reads with so many decimals.
create macro reads(number, decimals) as cast(
    format('{:.' || decimals || 'f}', cast(number as double)) as double
);

-- A figure of a statement of the paper: ranks are whole.
create macro stated(measure, value) as {
    'say': case
        when value is null then 'fact.unknown'
        when value = 0 or suffix(measure, '_rank') then 'fact.whole'
        else 'fact.number'
    end,
    'value': value
};

-- A figure that a value is made of: publication, file and row.
create macro city_part(en, zh, value, unit, source_en, source_zh, file, city, year) as {
    'say': ['city.part', 'city.seed'],
    'what': called(en, zh),
    'value': { 'value': value, 'unit': unit },
    'source': called(source_en, source_zh),
    'file': file,
    'city': city,
    'year': year
};

-- The mean longitude (0) or latitude (1) of the corners of a MultiPolygon of GeoJSON.
create macro middle_of(geojson, nth) as list_avg(
    cast(json_extract(geojson, '$.coordinates[*][*][*][' || nth || ']') as double[])
);
