//! Places: the gazetteer of cities and regions, and which of several places of one name is meant.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Place;
use super::fields::{Row, is_code, list, rows};
use super::knowledge::{Actors, Country};
use super::load::u32_of;
use super::names::Names;
use crate::source::{Folder, KnowledgeError};

/// A city or region as the gazetteer has it.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) place: Place,
    /// Population in thousands; nothing for regions.
    pub(super) population: f64,
    pub(super) ambiguous: bool,
}

/// Cities and regions by name.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    pub(super) spots: Vec<Spot>,
    pub(super) names: Names<u32>,
}

impl Gazetteer {
    /// The places of a knowledge folder: `places/cities.txt` and `places/regions.txt`.
    pub fn load(folder: &Folder) -> Result<Self, KnowledgeError> {
        let mut gazetteer = Gazetteer::default();
        for (file, text) in folder.below("places") {
            if file.ends_with("/cities.txt") {
                gazetteer.read(&file, text, city)?;
            } else if file.ends_with("/regions.txt") {
                gazetteer.read(&file, text, region)?;
            }
        }
        Ok(gazetteer)
    }

    fn read(
        &mut self,
        file: &Arc<str>,
        text: &str,
        spot: fn(&Row<'_>, &str, &[&str]) -> Result<Spot, KnowledgeError>,
    ) -> Result<(), KnowledgeError> {
        for row in rows(file, text) {
            let fields = row.fields();
            let Some(name) = fields.first().and_then(|names| list(names).next()) else {
                return Err(row.error("no name", "write 'name; other names' first"));
            };
            let index = u32_of(self.spots.len());
            self.spots.push(spot(&row, name, &fields)?);
            list(fields[0]).for_each(|name| self.names.insert(name, index));
        }
        Ok(())
    }

    /// Which of several places is meant: the one whose country the article names most, else the largest.
    pub(super) fn choose(&self, spots: &[u32], named: &FxHashMap<String, u32>) -> Option<u32> {
        let weight = |spot: &u32| {
            let spot = &self.spots[*spot as usize];
            let told = named.get(&spot.place.country_code).copied().unwrap_or(0);
            (told.min(3), spot.population)
        };
        spots
            .iter()
            .copied()
            .reduce(|best, next| if weight(&next) > weight(&best) { next } else { best })
    }
}

fn city(row: &Row<'_>, name: &str, fields: &[&str]) -> Result<Spot, KnowledgeError> {
    let [_, code, province, lat, lon, population, feature, rest @ ..] = fields else {
        return Err(row.error(
            format!("{} fields where seven or eight are due", fields.len()),
            "write 'name | ISO3 | province | lat | lon | thousands | PPL | geonameid'",
        ));
    };
    let place = Place {
        name: name.to_owned(),
        country_code: country_code(row, code)?,
        country: String::new(),
        province: (!province.is_empty()).then(|| (*province).to_owned()),
        geonameid: match rest.first().copied().unwrap_or("") {
            "" => None,
            id => Some(number(row, id, "geonameid")? as u64),
        },
        coordinates: coordinates(row, lat, lon)?,
        feature: ("P".into(), (*feature).to_owned()),
        source: row.source.clone(),
    };
    let population =
        if population.is_empty() { 0.0 } else { number(row, population, "population")? };
    Ok(Spot { place, population, ambiguous: row.is_ambiguous(name) })
}

fn region(row: &Row<'_>, name: &str, fields: &[&str]) -> Result<Spot, KnowledgeError> {
    let [_, code, kind, lat, lon, ..] = fields else {
        return Err(row.error(
            format!("{} fields where five are due", fields.len()),
            "write 'name | ISO3 or nothing | province | lat | lon'",
        ));
    };
    let feature = match *kind {
        "island" => ("T", "ISL"),
        "sea" => ("H", "SEA"),
        "river" => ("H", "STM"),
        "mountain" => ("T", "MT"),
        "province" | "state" => ("A", "ADM1"),
        _ => ("L", "RGN"),
    };
    let province = (feature.1 == "ADM1").then(|| name.to_owned());
    let place = Place {
        name: name.to_owned(),
        country_code: country_code(row, code)?,
        country: String::new(),
        province,
        geonameid: None,
        coordinates: coordinates(row, lat, lon)?,
        feature: (feature.0.into(), feature.1.into()),
        source: row.source.clone(),
    };
    Ok(Spot { place, population: 0.0, ambiguous: row.is_ambiguous(name) })
}

fn country_code(row: &Row<'_>, code: &str) -> Result<String, KnowledgeError> {
    if code.is_empty() || is_code(code) {
        return Ok(code.to_owned());
    }
    Err(row
        .error(format!("'{code}' is no country"), "write an ISO 3166-1 alpha-3 code, or nothing"))
}

fn coordinates(row: &Row<'_>, lat: &str, lon: &str) -> Result<Option<(f64, f64)>, KnowledgeError> {
    if lat.is_empty() && lon.is_empty() {
        return Ok(None);
    }
    let (lat, lon) = (number(row, lat, "latitude")?, number(row, lon, "longitude")?);
    if lat.abs() > 90.0 || lon.abs() > 180.0 {
        return Err(row.error(
            format!("{lat}, {lon} is not on Earth"),
            "write latitude, then longitude, in decimal degrees",
        ));
    }
    Ok(Some((lat, lon)))
}

fn number(row: &Row<'_>, text: &str, what: &str) -> Result<f64, KnowledgeError> {
    let number = text.parse().ok().filter(|n: &f64| n.is_finite());
    number.ok_or_else(|| {
        row.error(format!("'{text}' is no {what}"), "write a number with a point for decimals")
    })
}

/// A country as a place.
pub(super) fn country_place(country: &Country) -> Place {
    Place {
        name: country.name.clone(),
        country_code: country.code.clone(),
        country: country.name.clone(),
        province: None,
        geonameid: None,
        coordinates: None,
        feature: ("A".into(), if country.until.is_some() { "PCLH" } else { "PCLI" }.into()),
        source: country.source.clone(),
    }
}

/// A gazetteer's place with the name of its country.
pub(super) fn spot_place(spot: &Spot, actors: &Actors) -> Place {
    let mut place = spot.place.clone();
    place.country = actors.country(&place.country_code).map_or(String::new(), |c| c.name.clone());
    place
}
