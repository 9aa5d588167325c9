"""The variables of the Stata file of MICS Sindh 2018-19. Three of its labels are exchanged."""

SINDH_COLUMNS = {
    "M19W_IMP": "Access to improved drinking water (% of population)",
    "M19W_PIP": "Access to piped water (% of population)",
    "M19W_MOTP": "Access to motorized pump (% of population)",
    "M19W_HNDP": "Access to hand pump (% of population)",
    "M19W_IMXPI": "Access to improved drinking water, excl. piped water (% of population)",
    "M19T_IMP": "Access to improved toilet facilities (% of population)",
    "M19T_FLSEW": "Access to flush toilet connected to sewer (% of population)",
    "M19T_FLSEP": "Access to flush toilet connected to septic tank (% of population)",
    "M19T_OPEN": "Open defecation (% of population)",
    "M19HY_IOD":
        "Salt testing positive for any iodide/iodate among households in which salt was t",
    "M19WASO":
        "Handwashing facility where water and soap or detergent are present (% of populat",
    "M19HY_WAT": "Treating water before drinking (% of population)",
    "M19_BRST": "Exclusive breastfeeding (% of children under 6 months)",
    "M19_MILK": "Children given milk (% of children under 6 months)",
    "M19_WATER": "Children given plain water (% of children under 6 months)",
    "M19_FORMU": "Children given baby formula (% of children under 6 months)",
    "M19_STLTLT": "Stool disposal (% of children aged 12-35 months using toilet)",
    "M19_UNATND": "Children left unattended (% of children under 5)",
    "M19_DIARR":
        "Diarrhea incidence (% of children under 5 who had diarrhea during a 2-week recal",
    "M19_ORS":
        "Diarrhea treatment (% of children under 5 who were given ORS during last diarrhe",
    "M19_DRKLSS":
        "Diarrhea treatment (% of children under 5 who were given less liquid during last",
    "M19_EATLSS":
        "Diarrhea treatment (% of children under 5 who were given less foods during last",
    "M19_CHR": "Child was registered (reported or recalled) (% of children aged under 5)",
    "M19_BCGALL": "Immunization, BCG (% of children age 12-23 months)",
    "M19_POL_0": "Immunization, Polio at birth (% of children age 12-23 months)",
    "M19_POL_1": "Immunization, Polio-1 (% of children age 12-23 months)",
    "M19_POL_2": "Immunization, Polio-2 (% of children age 12-23 months)",
    "M19_POL_3": "Immunization, Polio-3 (% of children age 12-23 months)",
    "M19_PNTA_1": "Immunization, Penta-1 (% of children age 12-23 months)",
    "M19_PNTA_2": "Immunization, Penta-2 (% of children age 12-23 months)",
    "M19_MSLS_1": "Immunization, measles (% of children age 12-23 months)",
    "M19_VITA": "Vitamin A supplementation coverage rate (% of children ages 6-59 months)",
    "M19_STNT": "Prevalence of stunting, height for age (% of children under 5)",
    "M19_WAST": "Prevalence of wasting, weight for height (% of children under 5)",
    "M19_UNDER": "Prevalence of underweight, weight for age (% of children under 5)",
    "M19_AGEMAR": "Percentage of women age 20-24 years who were first married before age 15",
    "M19_CHM15": "Percentage of women age 20-24 years who were first married before age 18",
    "M19_CHM18": "Average age at first marriage of women (married woman aged 15 to 49)",
    "M19_PRENAT": "Pregnant women receiving prenatal care (%)",
    "M19_ASTBIR": "Assisted birth (% of births assisted by health professionals)",
    "M19_AGEBIR": "Average age at first birth of women",
    "M19SK1": "First breastfeeding within 1 hour after birth (% of children)",
    "M19_X3DAYS": "Exclusive breastfeeding, first 3 days after birth (% of children)",
}  # fmt: skip
"""Each variable with the label that the file gives it."""
