//! The entities of names, made at their first mention.

use super::EntityKind;
use super::names::{fold, pieces};
use super::places::{country_place, spot_place};
use super::resolve::{Draft, Key, Reader};

impl Reader<'_, '_> {
    /// The country's entity.
    pub(super) fn country(&mut self, index: u32) -> usize {
        self.keyed(Key::Country(index), |reader| {
            let country = &reader.actors.countries[index as usize];
            let code = reader.actors.code_at(country, reader.window);
            let mut draft = Draft::new(&country.name, EntityKind::Country, Some(code));
            draft.because(Some(&country.source), format!("{} is {code}", country.name));
            draft.entity.place = Some(reader.country_place(index));
            draft
        })
    }

    fn country_place(&mut self, index: u32) -> usize {
        if let Some(&place) = self.place_of.get(&(false, index)) {
            return place;
        }
        self.places_out.push(country_place(&self.actors.countries[index as usize]));
        self.place_of.insert((false, index), self.places_out.len() - 1);
        self.places_out.len() - 1
    }

    fn spot_place(&mut self, spot: u32) -> usize {
        if let Some(&place) = self.place_of.get(&(true, spot)) {
            return place;
        }
        self.places_out.push(spot_place(&self.places.spots[spot as usize], self.actors));
        self.place_of.insert((true, spot), self.places_out.len() - 1);
        self.places_out.len() - 1
    }

    /// A city's or region's entity.
    pub(super) fn spot(&mut self, spot: u32) -> usize {
        self.keyed(Key::Spot(spot), |reader| {
            let place = reader.spot_place(spot);
            let known = &reader.places.spots[spot as usize].place;
            let code = (!known.country_code.is_empty()).then_some(known.country_code.as_str());
            let mut draft = Draft::new(&known.name, EntityKind::Place, code);
            draft.because(
                Some(&known.source),
                format!("{} lies in {}", known.name, known.country_code),
            );
            draft.entity.place = Some(place);
            draft
        })
    }

    /// A capital as a place.
    pub(super) fn capital(&mut self, country: u32, words: &str) -> usize {
        let code = &self.actors.countries[country as usize].code;
        let spots = self.places.names.exact(words);
        let spot = spots
            .iter()
            .copied()
            .find(|&s| self.places.spots[s as usize].place.country_code == *code);
        if let Some(spot) = spot {
            return self.spot(spot);
        }
        let words = words.to_owned();
        self.keyed(Key::Name(fold(&words)), |reader| {
            let country_place = reader.country_place(country);
            let country = &reader.actors.countries[country as usize];
            let code = reader.actors.code_at(country, reader.window);
            let mut draft = Draft::new(&words, EntityKind::Place, Some(code));
            draft.because(
                Some(&country.source),
                format!("{words} is the capital of {}", country.name),
            );
            draft.entity.place = Some(country_place);
            draft
        })
    }

    /// A country's people: 'Russians', 'the French'.
    pub(super) fn people(&mut self, index: u32) -> usize {
        self.keyed(Key::People(index), |reader| {
            let country = &reader.actors.countries[index as usize];
            let code = reader.actors.code_at(country, reader.window);
            let name = format!("people of {}", country.name);
            let mut draft = Draft::new(&name, EntityKind::Group, Some(code));
            draft.plural = true;
            draft.because(Some(&country.source), format!("demonym of {}", country.name));
            draft
        })
    }

    pub(super) fn government(&mut self, index: u32, words: &str) -> usize {
        self.keyed(Key::Government(index), |reader| {
            let country = &reader.actors.countries[index as usize];
            let code = reader.actors.code_at(country, reader.window);
            let mut draft = Draft::new(words, EntityKind::Country, Some(code));
            draft.entity.sectors = reader.government_sectors();
            draft.because(
                Some(&country.source),
                format!("the capital stands for the government of {}", country.name),
            );
            draft
        })
    }

    /// The sectors of a government as such.
    pub(super) fn government_sectors(&self) -> Vec<String> {
        self.actors.office_sectors("government")
    }

    pub(super) fn seat(&mut self, index: u32, words: &str) -> usize {
        self.keyed(Key::Seat(fold(words)), |reader| {
            let country = &reader.actors.countries[index as usize];
            let code = reader.actors.code_at(country, reader.window);
            let mut draft = Draft::new(words, EntityKind::Organisation, Some(code));
            draft.entity.sectors = reader.government_sectors();
            draft.because(
                Some(&country.source),
                format!("seat of the government of {}", country.name),
            );
            draft
        })
    }

    pub(super) fn organisation(&mut self, index: u32) -> usize {
        let known = &self.actors.organisations[index as usize];
        let entity = self.keyed(Key::Organisation(index), |_| {
            let mut draft = Draft::new(&known.name, EntityKind::Organisation, Some(&known.code));
            draft.entity.sectors = known.sectors.clone();
            draft.entity.identifier = Some(known.name.clone());
            draft.because(Some(&known.source), format!("{} is {}", known.name, known.code));
            draft
        });
        for kind in &known.kinds {
            self.call(kind, entity);
        }
        entity
    }

    pub(super) fn group(&mut self, index: u32) -> usize {
        self.keyed(Key::Group(index), |reader| {
            let group = &reader.actors.groups[index as usize];
            let mut draft = Draft::new(&group.name, EntityKind::Group, group.code.as_deref());
            draft.entity.sectors = group.sectors.clone();
            draft.entity.identifier = Some(group.name.clone());
            draft.plural = true;
            draft.because(Some(&group.source), format!("{} is a group", group.name));
            draft
        })
    }

    /// Notes that an organisation may be called by the last word of its name: 'the Times'.
    pub(super) fn last_word(&mut self, words: &str, entity: usize) {
        let parts = pieces(words);
        let capital = |word: &&String| word.len() > 3 && word.starts_with(char::is_uppercase);
        if parts.len() > 1
            && let Some(last) = parts.last().filter(capital)
        {
            self.lasts.insert(last.clone(), entity);
        }
    }

    /// A name that knowledge does not have: by its words, or as the acronym of a longer one.
    pub(super) fn unknown(&mut self, words: &str, kind: EntityKind, head: usize) -> usize {
        let parts = pieces(words);
        let last = parts.last().cloned().unwrap_or_default();
        if parts.len() == 1 {
            let person = self.surnamed(&last, Some(head), None);
            let body = || {
                let body = matches!(kind, EntityKind::Organisation | EntityKind::Unknown);
                self.lasts.get(&last).copied().filter(|_| body)
            };
            if let Some(entity) = person.or_else(body) {
                return entity;
            }
        }
        let key = Key::Name(parts.join(" "));
        let plural = self.text.token(head).tag() == "NNPS" || kind == EntityKind::Group;
        let entity = self.keyed(key, |_| {
            let mut draft = Draft::new(words, kind, None);
            draft.plural = plural;
            draft.because(None, "a name that knowledge does not have".into());
            draft
        });
        if kind == EntityKind::Organisation {
            let initials: String = parts
                .iter()
                .filter_map(|p| p.chars().next().filter(|c| c.is_uppercase()))
                .collect();
            if initials.len() > 1 && parts.len() > 1 {
                self.keys.entry(Key::Name(initials)).or_insert(entity);
            }
            self.call(&last.to_lowercase(), entity);
        }
        entity
    }
}
