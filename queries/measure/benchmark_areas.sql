-- One row per authority of the run and area that it is compared with.
select authority_id, 'own' as area, authority_code as area_code
from authorities
union all
select authority_id, 'region', region_code
from authorities
where region_code is not null
union all
select authority_id, 'england', 'E92000001'
from authorities
union all
select authorities.authority_id, 'neighbour', neighbours.area_code
from authorities
cross join benchmark_neighbours as neighbours
where neighbours.area_code <> authorities.authority_code
