//! Which country has this code, and which code has this country? ISO 3166-1 alpha-2.
//!
//! The codes are those of the standard; the names are the short ones in common English use. The
//! table is two texts, searched line by line: small where it is not used, fast enough where it is.

/// Code and name of every country, by code.
const COUNTRIES: &str = "\
AD Andorra
AE United Arab Emirates
AF Afghanistan
AG Antigua and Barbuda
AI Anguilla
AL Albania
AM Armenia
AO Angola
AQ Antarctica
AR Argentina
AS American Samoa
AT Austria
AU Australia
AW Aruba
AX Åland Islands
AZ Azerbaijan
BA Bosnia and Herzegovina
BB Barbados
BD Bangladesh
BE Belgium
BF Burkina Faso
BG Bulgaria
BH Bahrain
BI Burundi
BJ Benin
BL Saint Barthélemy
BM Bermuda
BN Brunei
BO Bolivia
BQ Caribbean Netherlands
BR Brazil
BS Bahamas
BT Bhutan
BV Bouvet Island
BW Botswana
BY Belarus
BZ Belize
CA Canada
CC Cocos Islands
CD Democratic Republic of the Congo
CF Central African Republic
CG Republic of the Congo
CH Switzerland
CI Côte d’Ivoire
CK Cook Islands
CL Chile
CM Cameroon
CN China
CO Colombia
CR Costa Rica
CU Cuba
CV Cape Verde
CW Curaçao
CX Christmas Island
CY Cyprus
CZ Czechia
DE Germany
DJ Djibouti
DK Denmark
DM Dominica
DO Dominican Republic
DZ Algeria
EC Ecuador
EE Estonia
EG Egypt
EH Western Sahara
ER Eritrea
ES Spain
ET Ethiopia
FI Finland
FJ Fiji
FK Falkland Islands
FM Micronesia
FO Faroe Islands
FR France
GA Gabon
GB United Kingdom
GD Grenada
GE Georgia
GF French Guiana
GG Guernsey
GH Ghana
GI Gibraltar
GL Greenland
GM Gambia
GN Guinea
GP Guadeloupe
GQ Equatorial Guinea
GR Greece
GS South Georgia and the South Sandwich Islands
GT Guatemala
GU Guam
GW Guinea-Bissau
GY Guyana
HK Hong Kong
HM Heard Island and McDonald Islands
HN Honduras
HR Croatia
HT Haiti
HU Hungary
ID Indonesia
IE Ireland
IL Israel
IM Isle of Man
IN India
IO British Indian Ocean Territory
IQ Iraq
IR Iran
IS Iceland
IT Italy
JE Jersey
JM Jamaica
JO Jordan
JP Japan
KE Kenya
KG Kyrgyzstan
KH Cambodia
KI Kiribati
KM Comoros
KN Saint Kitts and Nevis
KP North Korea
KR South Korea
KW Kuwait
KY Cayman Islands
KZ Kazakhstan
LA Laos
LB Lebanon
LC Saint Lucia
LI Liechtenstein
LK Sri Lanka
LR Liberia
LS Lesotho
LT Lithuania
LU Luxembourg
LV Latvia
LY Libya
MA Morocco
MC Monaco
MD Moldova
ME Montenegro
MF Saint Martin
MG Madagascar
MH Marshall Islands
MK North Macedonia
ML Mali
MM Myanmar
MN Mongolia
MO Macau
MP Northern Mariana Islands
MQ Martinique
MR Mauritania
MS Montserrat
MT Malta
MU Mauritius
MV Maldives
MW Malawi
MX Mexico
MY Malaysia
MZ Mozambique
NA Namibia
NC New Caledonia
NE Niger
NF Norfolk Island
NG Nigeria
NI Nicaragua
NL Netherlands
NO Norway
NP Nepal
NR Nauru
NU Niue
NZ New Zealand
OM Oman
PA Panama
PE Peru
PF French Polynesia
PG Papua New Guinea
PH Philippines
PK Pakistan
PL Poland
PM Saint Pierre and Miquelon
PN Pitcairn Islands
PR Puerto Rico
PS Palestine
PT Portugal
PW Palau
PY Paraguay
QA Qatar
RE Réunion
RO Romania
RS Serbia
RU Russia
RW Rwanda
SA Saudi Arabia
SB Solomon Islands
SC Seychelles
SD Sudan
SE Sweden
SG Singapore
SH Saint Helena
SI Slovenia
SJ Svalbard and Jan Mayen
SK Slovakia
SL Sierra Leone
SM San Marino
SN Senegal
SO Somalia
SR Suriname
SS South Sudan
ST São Tomé and Príncipe
SV El Salvador
SX Sint Maarten
SY Syria
SZ Eswatini
TC Turks and Caicos Islands
TD Chad
TF French Southern Territories
TG Togo
TH Thailand
TJ Tajikistan
TK Tokelau
TL Timor-Leste
TM Turkmenistan
TN Tunisia
TO Tonga
TR Türkiye
TT Trinidad and Tobago
TV Tuvalu
TW Taiwan
TZ Tanzania
UA Ukraine
UG Uganda
UM United States Minor Outlying Islands
US United States
UY Uruguay
UZ Uzbekistan
VA Vatican City
VC Saint Vincent and the Grenadines
VE Venezuela
VG British Virgin Islands
VI United States Virgin Islands
VN Vietnam
VU Vanuatu
WF Wallis and Futuna
WS Samoa
YE Yemen
YT Mayotte
ZA South Africa
ZM Zambia
ZW Zimbabwe";

/// Other names in use; each leads to its code.
const OTHER_NAMES: &str = "\
BA Bosnia
BO Plurinational State of Bolivia
BN Brunei Darussalam
CD Congo-Kinshasa
CD DR Congo
CD DRC
CG Congo
CG Congo-Brazzaville
CI Ivory Coast
CV Cabo Verde
CZ Czech Republic
GB Britain
GB Great Britain
GB UK
HK Hong Kong SAR China
IR Islamic Republic of Iran
KP Democratic People’s Republic of Korea
KR Republic of Korea
LA Lao People’s Democratic Republic
MD Republic of Moldova
MK Macedonia
MM Burma
MO Macao
NL Holland
PS Palestinian Territories
PS State of Palestine
RU Russian Federation
SY Syrian Arab Republic
SZ Swaziland
TL East Timor
TR Turkey
TZ United Republic of Tanzania
US America
US U.S.
US U.S.A.
US United States of America
US US
US USA
VA Holy See
VE Bolivarian Republic of Venezuela
VN Viet Nam";

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter_map(|line| line.split_once(' '))
}

/// The short English name of a country by its alpha-2 code, in upper or lower case.
pub fn name(code: &str) -> Option<&'static str> {
    rows(COUNTRIES)
        .find(|(candidate, _)| candidate.eq_ignore_ascii_case(code))
        .map(|(_, name)| name)
}

/// The alpha-2 code of a country by its name or another name in common use. Case, accents and
/// straight or curly apostrophes of Latin letters do not matter.
pub fn code(name: &str) -> Option<&'static str> {
    let wanted = crate::slug::ascii(
        name.trim()
            .trim_start_matches("the ")
            .trim_start_matches("The "),
    );
    if wanted.is_empty() {
        return None;
    }
    rows(COUNTRIES)
        .chain(rows(OTHER_NAMES))
        .find(|(_, candidate)| crate::slug::ascii(candidate) == wanted)
        .map(|(code, _)| code)
}

/// All codes with their names, by code.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(COUNTRIES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let codes: Vec<&str> = all().map(|(code, _)| code).collect();
        assert_eq!(codes.len(), 249);
        assert!(codes.is_sorted_by(|a, b| a < b));
        for (code_, name_) in all() {
            assert_eq!(name(code_), Some(name_));
            assert_eq!(code(name_), Some(code_), "{name_}");
        }
        for (code_, other) in rows(OTHER_NAMES) {
            assert!(name(code_).is_some(), "{code_}");
            assert_eq!(code(other), Some(code_), "{other}");
        }
    }

    #[test]
    fn names_are_found_as_people_write_them() {
        for (given, expected) in [
            ("Peru", Some("PE")),
            ("  niger ", Some("NE")),
            ("Cote d'Ivoire", Some("CI")),
            ("The Gambia", Some("GM")),
            ("the United States", Some("US")),
            ("U.S.", Some("US")),
            ("Turkey", Some("TR")),
            ("São Tomé and Príncipe", Some("ST")),
            ("Sao Tome and Principe", Some("ST")),
            ("Atlantis", None),
            ("", None),
            ("\u{5d0}", None),
        ] {
            assert_eq!(code(given), expected, "{given}");
        }
        for (given, expected) in [
            ("ve", Some("Venezuela")),
            ("XX", None),
            ("", None),
            ("VEN", None),
        ] {
            assert_eq!(name(given), expected, "{given}");
        }
    }
}
