//! Reported speech: clauses, phrases and nouns, with and without a speaker, one inside another.

use super::check;

#[test]
fn clauses_in_the_reporters_words() {
    check(
        "The ministry said in a statement that the road was open.",
        &["The ministry | said in a statement | indirect | the road was open | -"],
    );
    check(
        "The president insisted that he would not resign.",
        &["The president | insisted | indirect | he would not resign | -"],
    );
    check(
        "Officials fear that the bridge will fall.",
        &["think: Officials | fear | indirect | the bridge will fall | -"],
    );
    check(
        "The union said on Monday that the strike would go on.",
        &["The union | said | indirect | the strike would go on | -"],
    );
    check(
        "Mr Ito asked whether the talks had failed.",
        &["Mr Ito | asked | indirect | whether the talks had failed | -"],
    );
    check(
        "Asked about the talks, Mr Ito replied that they had failed.",
        &["Mr Ito | replied | indirect | they had failed | -"],
    );
    check(
        "Mr Ito said (in Tokyo) that it was over.",
        &["Mr Ito | said | indirect | it was over | -"],
    );
    check(
        "The minister denied that troops had crossed the border.",
        &["The minister | denied | indirect | troops had crossed the border | -"],
    );
    check(
        "The minister said the bridge was unsafe, adding that it would be closed.",
        &[
            "The minister | said | indirect | the bridge was unsafe | -",
            "The minister | adding | indirect | it would be closed | -",
        ],
    );
    check(
        "The Kremlin hit back saying the talks had failed.",
        &["The Kremlin | saying | indirect | the talks had failed | -"],
    );
    check(
        "The minister, who said the bridge was unsafe, resigned.",
        &["The minister | said | indirect | the bridge was unsafe | -"],
    );
    check(
        "The group said it carried out the attack and threatened to kill more hostages.",
        &[
            "The group | said | indirect | it carried out the attack and threatened to kill more hostages | -",
        ],
    );
    check(
        "A spokesman said the ship had sunk, but he gave no details.",
        &["A spokesman | said | indirect | the ship had sunk | -"],
    );
    check(
        "The minister said that, if the talks failed, the army would march.",
        &["The minister | said | indirect | if the talks failed, the army would march | -"],
    );
    check(
        "The minister made it clear that he would not resign.",
        &["The minister | made it clear | indirect | he would not resign | -"],
    );
    check(
        "The minister pointed out that the bridge was old.",
        &["The minister | pointed out | indirect | the bridge was old | -"],
    );
    check(
        "Police say two men were shot; residents say it was five.",
        &[
            "Police | say | indirect | two men were shot | -",
            "residents | say | indirect | it was five | -",
        ],
    );
    check(
        "He promised that taxes would fall, but critics say they will rise.",
        &[
            "He | promised | indirect | taxes would fall | -",
            "critics | say | indirect | they will rise | -",
        ],
    );
    check(
        "The king would say only that he was tired.",
        &["The king | say | indirect | he was tired | -"],
    );
    check(
        "The statement said the king was ill.",
        &["The statement | said | indirect | the king was ill | -"],
    );
    check(
        "A statement from the ministry said 40 people had died.",
        &["A statement from the ministry | said | indirect | 40 people had died | -"],
    );
    check(
        "The president and the prime minister said they would meet.",
        &["The president and the prime minister | said | indirect | they would meet | -"],
    );
    check(
        "A spokesman for the ministry of defence said the ship had sunk.",
        &["A spokesman for the ministry of defence | said | indirect | the ship had sunk | -"],
    );
    check(
        "The army said in a tweet on Sunday that it had shot down a drone.",
        &["The army | said in a tweet | indirect | it had shot down a drone | -"],
    );
}

#[test]
fn clauses_with_some_of_the_speakers_words() {
    check(
        r#"She said the plan was "a disgrace" to the nation."#,
        &[r#"She | said | mixed | the plan was "a disgrace" to the nation | -"#],
    );
    check(
        "The president responded that he was ready to talk 'at any time'.",
        &["The president | responded | mixed | he was ready to talk 'at any time' | -"],
    );
    check(
        r#"The senator called the plan "a disgrace"."#,
        &[r#"The senator | called | mixed | the plan "a disgrace" | -"#],
    );
    check(
        r#"He called the deal "weak", "dangerous" and "foolish"."#,
        &[r#"He | called | mixed | the deal "weak", "dangerous" and "foolish" | -"#],
    );
    check(
        r#"The rebels vowed to "fight to the last man"."#,
        &[r#"The rebels | vowed | mixed | to "fight to the last man" | -"#],
    );
    check(
        r#"The UN chief warned of "a catastrophe" in the region."#,
        &[r#"The UN chief | warned | mixed | of "a catastrophe" | -"#],
    );
    check(
        "He said that 'the talks are over' and that 'nobody won'.",
        &["He | said | mixed | 'the talks are over' and that 'nobody won' | -"],
    );
    check(r#"The minister said "no" to the plan."#, &["The minister | said | direct | no | -"]);
    check(
        r#"Putin said Russia "will respond" if NATO, which he called "a relic", expands."#,
        &[
            r#"Putin | said | mixed | Russia "will respond" if NATO, which he called "a relic", expands | -"#,
            "> he | called | direct | a relic | -",
        ],
    );
    check(
        "The ministry then said that Rome 'made it known that it wished to delay the visit.'",
        &[
            "The ministry | said | mixed | Rome 'made it known that it wished to delay the visit.' | -",
            "> Rome | made it known | indirect | it wished to delay the visit | -",
        ],
    );
    check(
        r#"The film "The Third Man" is a classic, the critic said."#,
        &[r#"the critic | said | mixed | The film "The Third Man" is a classic | -"#],
    );
}

#[test]
fn reporting_clauses_inserted() {
    check(
        "The talks, he said, have failed.",
        &["he | said | indirect | The talks … have failed | -"],
    );
    check(
        "Rome has left the talks, the envoy said on Monday.",
        &["the envoy | said | indirect | Rome has left the talks | -"],
    );
    check(
        "The king is still planning a trip to Oslo, one of his aides told the agency on Monday.",
        &[
            "one of his aides | told | indirect | The king is still planning a trip to Oslo | the agency",
        ],
    );
    check(
        "The police are looking into war crimes it says have been committed in the north.",
        &["it | says | indirect | war crimes … have been committed in the north | -"],
    );
    check(
        "As the minister said, the talks have failed.",
        &["the minister | said | indirect | the talks have failed | -"],
    );
    check(
        "The talks have failed, as the minister put it.",
        &["the minister | put it | indirect | The talks have failed | -"],
    );
}

#[test]
fn phrases_that_name_a_speaker() {
    check(
        "According to the ministry, the road is open.",
        &["the ministry | According to | indirect | the road is open | -"],
    );
    check(
        "The road is open, according to the ministry.",
        &["the ministry | according to | indirect | The road is open | -"],
    );
    check(
        "The road, according to the ministry, is open.",
        &["the ministry | according to | indirect | The road … is open | -"],
    );
    check(
        "The bridge is unsafe, according to a report by engineers.",
        &["a report by engineers | according to | indirect | The bridge is unsafe | -"],
    );
    check(
        "In the view of many critics, the plan is dead.",
        &["think: many critics | In the view of | indirect | the plan is dead | -"],
    );
    check(
        "In her own words, the bridge was unsafe.",
        &["her | In her own words | indirect | the bridge was unsafe | -"],
    );
    check(
        r#"Mr Ito is, in the words of one aide, "a very tired man"."#,
        &["one aide | in the words of | direct | a very tired man | -"],
    );
}

#[test]
fn nouns_with_a_clause() {
    check(
        "The ministry issued a warning that the bridge was unsafe.",
        &["The ministry | warning | indirect | the bridge was unsafe | -"],
    );
    check(
        "Critics rejected claims that the bridge was unsafe.",
        &["- | claims | indirect | the bridge was unsafe | -"],
    );
    check(
        "There are fears that the bridge will fall.",
        &["think: - | fears | indirect | the bridge will fall | -"],
    );
    check(
        "The mayor expressed hope that the bridge would reopen.",
        &["think: The mayor | hope | indirect | the bridge would reopen | -"],
    );
}

#[test]
fn nobody_is_named() {
    check(
        "It was announced that the road would open on Monday.",
        &["- | announced | indirect | the road would open on Monday | -"],
    );
    check(
        "It is thought that the rebels hold the road.",
        &["think: - | thought | indirect | the rebels hold the road | -"],
    );
    check(
        "It has been reported that the king is ill.",
        &["- | reported | indirect | the king is ill | -"],
    );
    check("The king is said to be ill.", &["- | said | indirect | The king … to be ill | -"]);
    check(
        "The rebels are believed to have fled the town.",
        &["think: - | believed | indirect | The rebels … to have fled the town | -"],
    );
    check(
        "The company was told that the bridge was unsafe.",
        &["- | told | indirect | the bridge was unsafe | The company"],
    );
    check(
        r#"The king was accused of "crimes against humanity" by the court."#,
        &[r#"- | accused | mixed | of "crimes against humanity" | -"#],
    );
}

#[test]
fn passives_with_a_speaker() {
    check(
        "The minister was quoted as saying that the road was open.",
        &["The minister | saying | indirect | the road was open | -"],
    );
    check(
        "The king was told by his doctor that he was ill.",
        &["his doctor | told | indirect | he was ill | The king"],
    );
    check(
        "It was announced by the mayor that the road would open.",
        &["the mayor | announced | indirect | the road would open | -"],
    );
}

#[test]
fn somebody_is_told() {
    check(
        "The general told reporters that the road was open.",
        &["The general | told | indirect | the road was open | reporters"],
    );
    check(
        r#"The general told reporters in Geneva: "The road is open.""#,
        &["The general | told | direct | The road is open. | reporters"],
    );
    check(
        r#""The road is open," the general told the BBC."#,
        &["the general | told | direct | The road is open | the BBC"],
    );
    check(
        "The general said to reporters that the army would leave.",
        &["The general | said | indirect | the army would leave | reporters"],
    );
    check(
        "Speaking to reporters in Rome, the minister said the talks had failed.",
        &["the minister | said | indirect | the talks had failed | reporters"],
    );
    check(
        "In an interview with Le Monde, the president said that talks had failed.",
        &["the president | said | indirect | talks had failed | -"],
    );
    check(
        "The minister told parliament on Tuesday that taxes would rise.",
        &["The minister | told | indirect | taxes would rise | parliament"],
    );
    check(
        "The minister told her he would resign.",
        &["The minister | told | indirect | he would resign | her"],
    );
    check(
        r#"She wrote in a letter to the king: "I resign.""#,
        &["She | wrote in a letter | direct | I resign. | the king"],
    );
    check(
        r#"Mr Ito asked the minister: "Have the talks failed?""#,
        &["Mr Ito | asked | direct | Have the talks failed? | the minister"],
    );
    check(
        "Mr Ito told CNN's Anna Smith that it was over.",
        &["Mr Ito | told | indirect | it was over | CNN's Anna Smith"],
    );
}

#[test]
fn speech_inside_speech() {
    check(
        "One of his aides told the agency that the king had said he was ill.",
        &[
            "One of his aides | told | indirect | the king had said he was ill | the agency",
            "> the king | said | indirect | he was ill | -",
        ],
    );
    check(
        r#""He told me, 'Leave the town,'" the farmer said."#,
        &[
            "the farmer | said | direct | He told me, 'Leave the town,' | -",
            "> He | told | direct | Leave the town | me",
        ],
    );
    check(
        r#"The farmer said: "The mayor told us that the bridge was safe.""#,
        &[
            "The farmer | said | direct | The mayor told us that the bridge was safe. | -",
            "> The mayor | told | indirect | the bridge was safe | us",
        ],
    );
    check(
        "The general said the rebels, who claimed that they had won, were lying.",
        &[
            "The general | said | indirect | the rebels, who claimed that they had won, were lying | -",
            "> the rebels | claimed | indirect | they had won | -",
        ],
    );
    check(
        "It is thought that the king had told Paris that the visit would be a 'working meeting'.",
        &[
            "think: - | thought | mixed | the king had told Paris that the visit would be a 'working meeting' | -",
            "> the king | told | mixed | the visit would be a 'working meeting' | Paris",
        ],
    );
}

#[test]
fn no_statement() {
    check("They held a 'working meeting' in Vienna.", &[]);
    check(r#"The theatre is showing "Romeo and Juliet" this week."#, &[]);
    check("The envoy did not say whether the talks had failed.", &[]);
    check("The envoy declined to say that the talks had failed.", &[]);
    check(r#"The so-called "people's court" met on Friday."#, &[]);
    check("Residents told of heavy shelling.", &[]);
    check(r#"He is 6' 2" tall and drives a 5" gun."#, &[]);
}
