with figures as (
    select * from {{ ref('city_yearbook__employment') }}
),

final as (
    {{ unpivot_city_year(
        'figures',
        'city_yearbook',
        'city_yearbook__employment',
        [
            'employment_total',
            'employment_private_selfemployed',
            'employment_a_agriculture',
            'employment_b_mining',
            'employment_c_manufacturing',
            'employment_d_utilities',
            'employment_e_construction',
            'employment_f_wholesale_retail',
            'employment_g_transport_post',
            'employment_h_accommodation_catering',
            'employment_i_information_software',
            'employment_j_finance',
            'employment_k_real_estate',
            'employment_l_leasing_business',
            'employment_m_science_technical',
            'employment_n_water_env_public',
            'employment_o_resident_services',
            'employment_p_education',
            'employment_q_health_social',
            'employment_r_culture_sports',
            'employment_s_public_admin',
        ]
    ) }}
)

select * from final
