-- expected: parts that are together no larger than their whole (science and
-- education within expenditure, sections within employment, inventions within
-- patents, expressways within highways, urban within resident)
-- why: a digit too many or a slip of unit in either shows here
-- severity: error
-- checked: part_of_whole
select
    part_of_whole.file,
    part_of_whole.row,
    part_of_whole.column_name,
    part_of_whole.value
from part_of_whole
cross join limits
where part_of_whole.parts > part_of_whole.whole * (1 + limits.rounding_of_parts)
