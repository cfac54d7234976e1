//! Direct quotation: where the cue stands, whose words they are, where they end.

use super::check;

#[test]
fn the_cue_stands_before() {
    check(r#"Smith said: "The road is open.""#, &["Smith | said | direct | The road is open. | -"]);
    check(
        r#"The minister tweeted: "It is over!""#,
        &["The minister | tweeted | direct | It is over! | -"],
    );
    check(
        r#"In a statement, the ministry said: "The road is open.""#,
        &["the ministry | said | direct | The road is open. | -"],
    );
    check(
        r#"Mr Ito, speaking in Tokyo, said: "It is over.""#,
        &["Mr Ito | said | direct | It is over. | -"],
    );
    check(r#"The sign read: "No entry.""#, &["The sign | read | direct | No entry. | -"]);
    check(r#"She smiled: "We will win.""#, &["She | smiled | direct | We will win. | -"]);
    check(
        r#"The talks ended. Mr Ito was blunt: "It is over.""#,
        &["Mr Ito | - | direct | It is over. | -"],
    );
    check(
        "But spokeswoman Maria Lopez: 'The road is open to everybody today.'",
        &["spokeswoman Maria Lopez | - | direct | The road is open to everybody today. | -"],
    );
    check(
        r#"The minister said "no comment.""#,
        &["The minister | said | direct | no comment. | -"],
    );
    check(r#"She shouted "Stop!" and ran."#, &["She | shouted | direct | Stop! | -"]);
}

#[test]
fn the_cue_stands_behind() {
    check(r#""The road is open," Smith said."#, &["Smith | said | direct | The road is open | -"]);
    check(
        r#""The road is open," said Anna Smith, the mayor of Bath."#,
        &["Anna Smith | said | direct | The road is open | -"],
    );
    check(
        "'The road is open', the mayor said.",
        &["the mayor | said | direct | The road is open | -"],
    );
    check(
        r#""The road is open," the minister wrote on Twitter."#,
        &["the minister | wrote on Twitter | direct | The road is open | -"],
    );
    check(
        r#""The road is open," according to the ministry."#,
        &["the ministry | according to | direct | The road is open | -"],
    );
    check(r#""Never!" the crowd shouted."#, &["the crowd | shouted | direct | Never! | -"]);
    check(r#""We will win," he smiled."#, &["he | smiled | direct | We will win | -"]);
    check(
        r#""Have the talks failed?" asked Mr Ito."#,
        &["Mr Ito | asked | direct | Have the talks failed? | -"],
    );
    check(
        r#""It's over," tweeted the minister."#,
        &["the minister | tweeted | direct | It's over | -"],
    );
    check(
        r#""The bridge is unsafe" — Mayor Smith."#,
        &["Mayor Smith | - | direct | The bridge is unsafe | -"],
    );
    check(
        r#""We won," the rebels' spokesman, Ali Hassan, told Reuters by phone from Aleppo."#,
        &["the rebels' spokesman | told | direct | We won | Reuters"],
    );
    check(
        r#""I think the talks will fail," the envoy said."#,
        &["the envoy | said | direct | I think the talks will fail | -"],
    );
    check(
        r#"The president left. "I am tired," he said."#,
        &["he | said | direct | I am tired | -"],
    );
}

#[test]
fn the_cue_stands_between() {
    check(
        r#""The road," Smith said, "is open to all.""#,
        &["Smith | said | direct | The road … is open to all. | -"],
    );
    check(
        "“We will win,” he said, “and then we will rest.” He left.",
        &["he | said | direct | We will win … and then we will rest. | -"],
    );
    check(
        "‘It is over’, said the owner, ‘and we lost.’",
        &["the owner | said | direct | It is over … and we lost. | -"],
    );
    check(
        r#""If you go," she said to her son, "take a coat.""#,
        &["she | said | direct | If you go … take a coat. | her son"],
    );
    check(
        r#""We must act now", warned the UN's Maria Lopez, "or it will be too late.""#,
        &["the UN's Maria Lopez | warned | direct | We must act now … or it will be too late. | -"],
    );
}

#[test]
fn no_cue_but_somebody_was_speaking() {
    check(
        r#""The road is open," Smith said. "It will stay so.""#,
        &[
            "Smith | said | direct | The road is open | -",
            "Smith | - | direct | It will stay so. | -",
        ],
    );
    check(
        "'The road is open,' said the mayor. 'We are glad.'",
        &[
            "the mayor | said | direct | The road is open | -",
            "the mayor | - | direct | We are glad. | -",
        ],
    );
    check(
        r#""The road is open," Smith said, adding: "It will stay so.""#,
        &[
            "Smith | said | direct | The road is open | -",
            "Smith | adding | direct | It will stay so. | -",
        ],
    );
    check(
        r#""It was chaos," said one witness, who asked not to be named. "People ran.""#,
        &[
            "one witness | said | direct | It was chaos | -",
            "one witness | - | direct | People ran. | -",
        ],
    );
    check(
        r#""Have they failed?" he asked. "No," she answered."#,
        &["he | asked | direct | Have they failed? | -", "she | answered | direct | No | -"],
    );
    check(r#"He paused. "I am tired.""#, &["He | - | direct | I am tired. | -"]);
    check(
        "Mr Ito said the talks had failed.\n\n\"We are very disappointed by this.\"\n\n\"It is a sad day,\" Mr Ito said.",
        &[
            "Mr Ito | said | indirect | the talks had failed | -",
            "Mr Ito | - | direct | We are very disappointed by this. | -",
            "Mr Ito | said | direct | It is a sad day | -",
        ],
    );
    check(
        "\"We will go,\" the minister said.\n\n\"We will come back soon.\"\n\nThe train left.",
        &[
            "the minister | said | direct | We will go | -",
            "the minister | - | direct | We will come back soon. | -",
        ],
    );
    check(
        r#""The army has won the war. The enemy is beaten." General Smith spoke in the capital."#,
        &["General Smith | - | direct | The army has won the war. The enemy is beaten. | -"],
    );
}

#[test]
fn quotations_over_paragraphs() {
    check(
        "The minister said: \"We will go.\n\n\"We will come back.\n\n\"And we will stay.\"\n\nThe train left.",
        &[
            "The minister | said | direct | We will go. … We will come back. … And we will stay. | -",
        ],
    );
    check(
        "The minister said: 'We will go.\n\n'We will come back.'\n\nThe train left.",
        &["The minister | said | direct | We will go. … We will come back. | -"],
    );
    check(
        "The minister said: \"We will go.\n\nWe will come back.\"\n\nThe train left.",
        &["The minister | said | direct | We will go. … We will come back. | -"],
    );
    check(
        "The minister said: \"We will go home at last.\n\nThe train left at noon.",
        &["The minister | said | direct | We will go home at last. | -"],
    );
    check(
        "But spokeswoman Maria Lopez: 'It is very risky to say such things.\n\nIt is unclear who will pay for the bridge.",
        &["spokeswoman Maria Lopez | - | direct | It is very risky to say such things. | -"],
    );
}

#[test]
fn single_marks_and_apostrophes() {
    check(
        "The workers' union said the owners' plan was 'a threat to the workers' jobs'.",
        &[
            "The workers' union | said | mixed | the owners' plan was 'a threat to the workers' jobs' | -",
        ],
    );
    check(
        "Rebels don't hold the town and the '90s are over, Smith said.",
        &["Smith | said | indirect | Rebels don't hold the town and the '90s are over | -"],
    );
    check(
        "'It's the workers' fault,' said the owner.",
        &["the owner | said | direct | It's the workers' fault | -"],
    );
    check(
        "‘It’s the workers’ fault,’ said the owner.",
        &["the owner | said | direct | It’s the workers’ fault | -"],
    );
    check(
        "The owner said it was ‘all over’ for the workers’ union.",
        &["The owner | said | mixed | it was ‘all over’ for the workers’ union | -"],
    );
    check(
        "'Tell 'em it's over,' the owner said.",
        &["the owner | said | direct | Tell 'em it's over | -"],
    );
}
