# What the program itself says, in English. Texts of trees live in the trees.

## Built-in answers

answer-yes = Yes
answer-no = No
answer-unsure = I am not sure
answer-none = None of these
answer-unknown = Not known

## Start page

start-question = What is the problem?
start-hint = Describe it in your own words, for example: the printer does not print.
start-sure = This sounds like:
start-unsure = { $count ->
    [one] Not clear yet. Does this fit?
   *[other] Not clear yet. Which of these fits best?
}
start-which-device = Not clear yet. What is it about?
start-something-else = Something else
start-nothing = Nothing here fits these words.
start-areas = Choose an area, or describe the problem in other words.
start-area = { $area }: choose a guide, or describe the problem in other words.
start-human = Speak with a person
start-own-words = In their own words

area-accounts = Accounts and passwords
area-apps = Programs and cloud
area-computer = Computer
area-mail = E-mail
area-meetings = Meetings, sound and picture
area-network = Internet and Wi-Fi
area-peripherals = Mouse, keyboard, Bluetooth, USB
area-phone = Phone and tablet
area-printing = Printing
area-security = Security
area-start = Something else
area-storage = Files, disks and backups
area-tv = Television, landline, smart home

device-camera = A camera
device-car = The car
device-cardreader = A card reader
device-computer = A computer
device-copier = A copier
device-disk = A disk
device-dock = A dock
device-headset = Headphones
device-keyboard = A keyboard
device-landline = A landline or desk phone
device-laptop = A laptop
device-monitor = An external screen
device-mouse = A mouse
device-phone = A mobile phone
device-printer = A printer
device-router = The router
device-scanner = A scanner
device-smarthome = A smart-home device
device-speaker = Loudspeakers
device-stick = A USB stick
device-tablet = A tablet
device-television = A television

## Steps

step-do = Do this:
step-do-time = Do this ({ $time }):
step-done-before = This was done already and cannot be undone.
step-expect = You should see: { $what }
step-by-agent = The service desk does this step.
step-by-admin = An administrator does this step.
step-by-technician = A technician does this step.
step-verify = Does it work now?
step-go-on = Press Enter when this is done.
step-previous = Your answer so far: { $answer }
step-previous-agent = Answer so far: { $answer }
step-help = A hint: { $help }
step-many = Several are possible, for example: 1, 3
step-number = A number
step-number-unit = A number, in { $unit }
step-number-between = A number from { $min } to { $max }
step-number-between-unit = A number from { $min } to { $max }, in { $unit }
step-number-from = A number, { $min } or more
step-number-from-unit = A number, { $min } or more, in { $unit }
step-number-to = A number, { $max } or less
step-number-to-unit = A number, { $max } or less, in { $unit }
step-date = A day, for example 2026-11-23 or today
step-date-between = A day from { $min } to { $max }, for example today
step-date-from = A day, { $min } or later
step-date-to = A day, { $max } or earlier
step-text = In your own words, up to { $max } characters
step-unsure = If you are not sure, type: unsure
step-why = Why this is asked: { $why }
step-no-why = No reason is given for this step.

outcome-yes = yes
outcome-no = no
outcome-not-done = could not do it
outcome-yes-also = it works; works; yes it does; it does
outcome-no-also = it does not; it does not work; still not; not yet
outcome-not-done-also = cannot; i cannot; not possible; not done

severity-danger = DANGER
severity-warning = WARNING
severity-caution = CAUTION
severity-notice = NOTE
warning-consequence = What can happen: { $what }
warning-avoid = What to do: { $what }
warning-read = Press Enter when you have read this.
warning-read-out = Read this out. Press Enter when it was understood.

collect-first = Somebody takes over. A few details help that person. Press Enter to leave one out.
collect-remaining = { $count ->
    [0] The last detail
    [one] One more detail after this
   *[other] { $count } more details after this
}
collect-private = This stays in the case.

## The agent's view

agent-say = SAY
agent-do = DO
agent-look = LOOK
agent-why = WHY
agent-note = NOTE
agent-expect = EXPECT
agent-time = TIME
agent-answers = { $count ->
    [one] 1 answer
   *[other] { $count } answers
}
agent-elapsed = { $time } min
agent-ruled-out = ruled out: { $causes }

say-start = I will go through this with you, one step at a time.
say-question = Take your time. Tell me what you see, in your own words.
say-warning = Before we go on, there is something important to know.
say-instruction = I stay on the line while you do this.
say-not-worked = Thank you for trying. That tells us where to look next.
say-collect = I am passing this on, so that you need not tell it again. I only need a few details.
say-fixed = Good that it works again. Is there anything else?
say-settled = That is settled now. Is there anything else?
say-escalated = A colleague takes over from here. Everything that you told me goes along.

## Times

time-seconds = { $count ->
    [one] 1 second
   *[other] { $count } seconds
}
time-minutes = { $count ->
    [one] about 1 minute
   *[other] about { $count } minutes
}
time-hours = { $count ->
    [one] about 1 hour
   *[other] about { $count } hours
}

## Endings

closing-fixed = Fixed.
closing-cause = It was: { $cause }.
closing-causes = It was one of these: { $causes }.
closing-number = If it happens again within two days, mention this number: { $number }
closing-thanks = Thank you for going through this step by step.
closing-agent = Case { $number } is closed as fixed.
escalated-title = Somebody takes over: { $role }
escalated-nobody = Somebody takes over
escalated-number = Mention this number: { $number }
escalated-customer = Nothing has to be told twice: this page has it all. Thank you for your help.
escalated-agent = The hand-over is complete. Nothing has to be asked twice.

hand-over-title = Hand-over { $number }
hand-over-now = This is how the hand-over would look now:
hand-over-fault = What
hand-over-to = To
hand-over-urgency = Urgency
hand-over-because = Why
hand-over-times = { $line } – { $count } times
hand-over-wanted = A person was asked for.
hand-over-probably = Probably
hand-over-facts = Details
hand-over-answers = Answers
hand-over-tried = Tried
hand-over-ruled-out = Ruled out
hand-over-warnings = Warnings given
hand-over-notes = Notes
hand-over-missing = Not known
urgency-normal = normal
urgency-soon = soon: today
urgency-now = now: at once
origin-said = said
origin-measured = measured
origin-known-before = known before
tried-worked = helped
tried-not-worked = did not help
tried-not-done = could not be done
tried-done = done
tried-answered = done, then: { $answer }
tried-off-path = { $result }; before a change of answers

## Commands

command-help = :help
command-why = :why
command-back = :back
command-change = :change
command-trail = :trail
command-facts = :facts
command-word = :word
command-note = :note
command-say = :say
command-lang = :lang
command-human = :human
command-hand-over = :hand-over
command-quit = :quit
help-answers = Answer with the number, the words, or the beginning of the words. Enter goes on where nothing is asked.
help-commands = These words work at every step:
help-help = shows this
help-why = why this is asked
help-back = one answer back; nothing is lost
help-change = changes answer N of the trail
help-trail = what was answered so far
help-facts = what is known, and where from
help-word = what a word on the screen means, or the word that is named
help-note = writes something down
help-say = words for the caller at this moment
help-lang = changes the language
help-human = a person takes over
help-hand-over = how the hand-over would look now; with a name, hands the case over
help-quit = ends the dialogue
placeholder-word = WORD
placeholder-text = TEXT
command-unknown = There is no command { $name }.
command-meant = Did you mean { $name }?
command-several = { $name } may be: { $list }
command-needs-note = Say what to write down, for example: :note the light is red
command-needs-lang = The languages are: de, en
command-needs-number = Say which answer, by its number in the trail, for example: :change 1
command-noted = Written down.
command-lang-changed = From here on in English.
word-means = { $term }: { $means }
word-none-here = No special words are used here. One that you met elsewhere: :word router
word-unknown = There is no explanation of “{ $word }”.
aloud-goes-on = It goes on in another tree: { $tree }
aloud-stops = (The scenario ends here.)
trail-empty = Nothing has been answered yet.
trail-known = { $value }, { $origin }
facts-empty = Nothing is known yet.
facts-private = (private)

## What cannot be taken

reject-empty = Type an answer, or :help.
reject-help = { $name } shows what else you can type.
offer-human = To let a person take over, type { $name }.
offer-quit = To end the dialogue, type { $name }.
reject-answer = “{ $typed }” is none of the answers.
reject-answer-empty = That is none of the answers.
reject-possible = Possible: { $list }
reject-position = There is no number { $typed } here. Choose a number from 1 to { $last }.
reject-several = “{ $typed }” fits several answers: { $list }
reject-none-alone = “None of these” cannot stand beside other answers.
reject-acknowledge = The warning comes first. Press Enter once it is read.
reject-number = A number is needed here, for example { $example }
reject-day = A day is needed here, for example 2026-11-23 or today.
reject-no-such-day = There is no such day: { $typed }
reject-words = A few words are needed here.
reject-between = This must lie between { $min } and { $max }.
reject-least = This must be { $min } or more.
reject-most = This must be { $max } or less.
reject-pattern = This does not have the form that is needed here.
reject-too-long = At most { $max } characters are possible here.
reject-outcome = Answer with: yes, no, could not do it
reject-done = The instruction comes first. Press Enter when this is done.
reject-nothing-before = There is nothing to go back to.
reject-not-replied = That answer cannot be changed: nothing was answered there.
reject-not-a-value = { $fact } cannot have this value.
reject-not-collecting = Nothing that may be left out is asked here.
reject-ended = The case has ended.
reject-not-text = This line is no readable text. Type it again.
reject-line-length = This line is too long. At most { $max } characters are possible.
reject-wire = This line is not understood: { $why }
reject-wire-keys = one object a line with one of these keys: { $list }

## Leaving

leave-question = End the dialogue? What was answered is lost. (yes, no)
leave-question-kept = End the dialogue? What was answered is kept. (yes, no)
leave-unfinished = The dialogue ended before the problem was solved.
leave-state = { $count ->
    [0] Nothing had been answered.
    [one] One answer had been given.
   *[other] { $count } answers had been given.
}
leave-number = Case { $number }. To go on later, begin again and answer as before.
leave-kept = Case { $number } is kept. To go on later: lotse run --resume { $file } --case { $number }
leave-elsewhere = The guide goes on in `{ $tree }`, which cannot be read. A person takes over.

## A new tree

new-begin = A few questions, and then there is a small tree that is sound. :back goes back, Ctrl-C leaves; nothing is written before the end.
new-lang-en = English
new-lang-de = German
new-langs = In which languages do you write? Possible: en, de, or both: en de
new-title = What is the fault called, in a few words? For example: Mouse does not react
new-id = Which name shall the file have? Enter takes: { $default }
new-area = In which folder does it belong, for example computer or network?
new-symptoms = What do callers say? One phrase a line, an empty line ends.
new-ask = What is looked at first? Write a question, for example: Does the mouse show a light?
new-replies = Which answers are possible? Write them with a semicolon between. Enter means: yes; no
new-replies-again = The same { $count } answers in this language, in the same order, with a semicolon between.
new-do = “{ $answer }”: what is to be done then? Enter means: somebody takes over at once
new-do-again = “{ $answer }”: the same in this language
new-cause = What was wrong, if that helps? People read it at the end: It was: …
new-note = What is there to watch for after that, and what if it comes back? Enter takes: { $start }
new-note-start = If it happens again, report it again. Say then what helped the last time.
new-role = Who takes over when nothing helps? A number or a name; Enter takes: { $default }
new-because = What are callers told when somebody takes over: what was found, what happens next? Enter takes: { $start }
new-because-start = The questions so far do not show what is wrong. Somebody who knows more about it goes on from here.
new-again = The same in this language
new-in = { $question } ({ $lang })

new-needed = This needs a few words.
new-langs-unknown = Possible: en, de, or both: en de
new-id-unfit = A name is made of letters a to z, digits, - and _, and begins with a letter.
new-id-taken = There is a file { $path } already. Choose another name.
new-area-unfit = Name one folder, made of letters a to z, digits, - and _.
new-replies-few = A question needs two answers at least, each in other words.
new-replies-count = { $count } answers are needed here, each in other words.
new-remedy-needed = At least one answer needs something to be done.
new-role-unknown = Possible: { $list }
new-left = Nothing was written.

new-written = Written: { $tree }, with { $count } scenarios in { $tests }
new-next = What comes next:
new-next-check = proves it again after each change
new-next-run = walks it as a caller would
new-next-test = runs its scenarios
## Trees for other eyes: outlines, pictures, manuals

condition-and = and
condition-or = or
condition-not = not: { $condition }
condition-known = { $fact } is known
condition-is = { $fact }: { $value }
condition-between = from { $from } to below { $below }
condition-from = from { $from }
condition-below = below { $below }
condition-matches = the words match { $pattern }
condition-otherwise = otherwise
fact-voice = who holds the dialogue
by-customer = customer
by-agent = service desk
by-admin = administrator
by-technician = technician
day-today = today
day-days-before = { $count ->
    [one] yesterday
   *[other] { $count } days ago
}
day-days-after = { $count ->
    [one] tomorrow
   *[other] in { $count } days
}
day-months-before = { $count ->
    [one] 1 month ago
   *[other] { $count } months ago
}
day-months-after = { $count ->
    [one] in 1 month
   *[other] in { $count } months
}
day-years-before = { $count ->
    [one] 1 year ago
   *[other] { $count } years ago
}
day-years-after = { $count ->
    [one] in 1 year
   *[other] in { $count } years
}
picture-by-facts = Known facts decide: { $facts }
picture-risk = Risk: { $risk }
picture-works = If it works now: fixed ({ $causes })
picture-times = { $count ->
    [one] once
   *[other] up to { $count } times
}
picture-after = { $count ->
    [one] then
   *[other] after { $count } times
}
kind-question = question
kind-instruction = instruction
kind-call = part
kind-route = route
kind-fix = fixed
kind-escalation = hand-over
kind-continuation = other guide
kind-exit = exit
# A risk: in a word or two beside a step, and as a sentence to whoever follows it.
risk-interrupts = interrupts work
risk-interrupts-told = Note: work or a call is interrupted.
risk-settings = changes settings
risk-settings-told = Note: settings are changed.
risk-damage = damage
risk-damage-told = Take care: the device may be damaged.
risk-data-loss = loss of data
risk-data-loss-told = Take care: data may be lost.
risk-money = money
risk-money-told = Take care: it may cost money.
risk-safety = injury
risk-safety-told = Take care: somebody may be hurt.
risk-security = security
risk-security-told = Take care: an account may be opened to others.
picture-leads = { $label } leads to { $step }
picture-summary = { $count ->
    [one] A picture of 1 step.
   *[other] A picture of { $count } steps, numbered in walking order.
}
picture-legend-references = → 12: goes on at step 12. Only the nearest way to a step is drawn as a line.
picture-legend-back = ↑ 3: leads back to step 3.
picture-begin = Begins at step { $number } { $step }
picture-coverage = Red and dotted, with ✗: no scenario goes there.
picture-path = The thick lines and borders are the way of one case.
picture-path-open = The way ends at { $step }: no answer was given there.
picture-shares = Figures: how many of 100 cases come here, reckoned from how common the causes are and how likely the answers; even where nothing is said.

## The outline

outline-count = { $count ->
    [one] 1 step
   *[other] { $count } steps
}
outline-causes = What it can be
outline-steps = Steps
outline-collects = Asks for
outline-reached-from = Reached from { $steps }
outline-more = { $count } more
outline-to = → { $step }
outline-above = → { $step } (above)
outline-back = ↑ back to { $step }
outline-fixed = → fixed: { $causes }
outline-limit = { $times }, then { $step }
outline-on = go on
how-common-very-common = very common
how-common-common = common
how-common-occasional = occasional
how-common-rare = rare
how-common-very-rare = very rare
share-percent = { $number }%
page-ask = Question
page-input = Answered with
page-many = one or several of the answers
page-do = Do
page-expect = You should see
page-look = Look
page-why = Why
page-say = The agent says
page-note = For the agent
page-because = To the customer
page-closing = Closing note
page-causes = Causes
page-fact = Remembered as
page-check = Probe
page-when = When
page-summary = In the hand-over
page-help = Help
page-likely = Likely with
page-leads-on = Leads to
page-leads-here = Who leads here
page-start = The tree begins here.
page-from-start = { $count ->
    [one] One step after the beginning.
   *[other] At least { $count } steps after the beginning.
}
page-to-ending = { $count ->
    [one] One step before an ending.
   *[other] At least { $count } steps before an ending.
}


## Manuals

manual-how-paper = Begin with step 1. At each step, tick what you see, and go on at the step that is named behind it. To go back, look at the last line of the step: it names where you came from.
manual-person-step = If you would rather speak with a person, go to step { $step } at any time.
manual-size = { $steps } steps in all; at most { $most ->
    [one] one other is
   *[other] { $most } others are
} on your way.
manual-reviewed = Reviewed on { $day }.
manual-symptoms = What people say
manual-causes = What may be wrong
manual-cause = Cause
manual-how-common = How common
manual-found-at = Leads to step
manual-very-common = very common
manual-common = common
manual-occasional = occasional
manual-rare = rare
manual-very-rare = very rare
manual-warnings = Warnings
manual-before-steps = Before step { $steps }.
manual-steps = Step by step
manual-part = Steps { $first } to { $last }: { $title }
manual-chapter = { $title } (steps { $first } to { $last })
manual-step = step { $step }
manual-from = You came from step { $steps }.
manual-glossary = Words explained
manual-words-here = What does that mean?
manual-do = Do this
manual-time = Time: { $time }.
manual-why = Why: { $why }
manual-done = Done, go on
manual-worked = Yes, it works
manual-not-worked = No
manual-not-done = I could not do it
manual-go-on = Go on
manual-passage = Before you go on
manual-many = Several may apply. Take the first in this list that does.
manual-number = Write the number down, then take the answer that fits.
manual-number-unit = Write the number down, in { $unit }, then take the answer that fits.
manual-day = Write the day down, then take the answer that fits.
manual-words = Write the words down exactly as they are shown.
manual-same = If you have answered this before, give the same answer.
manual-remember-paper = Write your answer down. It is needed again in step { $steps }.
manual-remember-screen = Remember your answer. It is needed again later.
manual-still-unsure = Still not sure
manual-recall = What did you answer to “{ $question }”?
manual-recall-known = Have you already answered “{ $question }”?
manual-recall-which = Which of these applies?
manual-recall-hint = This guide cannot remember it for you.
manual-recall-order = Take the first answer that applies.
manual-recall-else = Something else, or I was not asked
manual-answered = To “{ $question }” I answered “{ $value }”
manual-answered-known = I have answered “{ $question }”
manual-again = { $times ->
    [one] Have you repeated this already?
   *[other] Have you repeated this { $times } times already?
}
manual-again-hint = { $times ->
    [one] One more try is worth it, a second is not.
   *[other] Up to { $times } more tries are worth it, further ones are not.
}
manual-again-no = No, I try it again
manual-again-yes = Yes
manual-fixed = Fixed: { $cause }
manual-fixed-one-of = Fixed. It was one of these: { $causes }
manual-probably = Probably it is this: { $causes }.
manual-urgency-normal = There is no special hurry.
manual-urgency-soon = Get in touch today.
manual-urgency-now = Get in touch now, at once.
manual-tell = Say what you have tried, and where you stopped.
manual-ready = Have this ready, as far as you know it:
manual-person-any-time = You can turn to a person at any step. Nothing has to be tried first.
manual-elsewhere = Go on with the guide “{ $title }”
manual-elsewhere-person = If you do not have that guide, turn to a person.
manual-exit = This part ends here: { $exit }
manual-read = I have read this
manual-read-out = I have read this out
manual-left = { $most ->
    [0] This is the last step
    [one] At most one more step
   *[other] At most { $most } more steps
}
manual-all = The whole guide, to read or to print
manual-start = From the start
manual-languages = Language
manual-progress = Progress
manual-language = English
manual-back-button = The back button of your browser goes one step back. Nothing is lost.
manual-again-what = It is this step: “{ $what }”
manual-usually-left = { $usual ->
    [one] Perhaps one more step, at most { $most }
   *[other] Perhaps { $usual } more steps, at most { $most }
}

moved-same = Nothing changes for the caller. It stands at: { $now }
moved-before = Before: { $before }
moved-now = Now: { $now }
moved-kept = { $count ->
    [0] No answer is kept.
    [one] 1 answer is kept:
   *[other] { $count } answers are kept:
}
moved-dropped = { $count ->
    [one] 1 answer is dropped:
   *[other] { $count } answers are dropped:
}
moved-answer = { $asked } { $answer }
moved-no-step = this is no longer asked
moved-no-answer = this answer no longer exists
moved-off-path = the way does not lead there now
moved-asked = Asked next: { $asked }
moved-needed = The hand-over now needs: { $facts }
## Cases

case-unkept = This case is not kept: { $problem }. It can be worked through all the same, but not gone on with later.
case-unparked = What was answered is kept, but the case could not be put aside: { $problem }
case-renumbered = Somebody else has this number already. The number of this case is { $number }.
case-goes-on = { $count ->
    [0] Case { $number } goes on. Nothing was answered yet; the last change was { $age }.
    [one] Case { $number } goes on after one answer; the last change was { $age }.
   *[other] Case { $number } goes on after { $count } answers; the last change was { $age }.
}
case-interrupted = { $count ->
    [0] Case { $number } ({ $title }) was interrupted, { $age }. Go on with it? (yes, no)
    [one] Case { $number } ({ $title }) was interrupted after one answer, { $age }. Go on with it? (yes, no)
   *[other] Case { $number } ({ $title }) was interrupted after { $count } answers, { $age }. Go on with it? (yes, no)
}
case-changed = Somebody else has gone on with this case meanwhile:
case-changed-again = Your last answer came too late and was not taken. This is where the case stands now.
case-parked = Case { $number } is parked.
case-handed-over = Case { $number } is handed over to: { $to }
case-ended = Case { $number } has ended ({ $state }). It goes on after: lotse case reopen { $number }
case-in-use = { $who } is at work on case { $number } (last change { $age }). Take it over? (yes, no)
case-somebody = Somebody
case-customer = customer
case-unknown = There is no case { $number }.
case-unknown-near = There is no case { $number }. Did you mean { $near }?
case-state-here = at work here
case-state-in-use = in use elsewhere
case-state-open = interrupted
case-state-parked = parked
case-state-fixed = fixed
case-state-escalated = escalated
case-state-closed = closed
case-owner = for { $name }
case-waits = waits for: { $what }
cases-none = There is no unfinished case.
cases-nowhere = Cases are not kept here.
cases-more = These are the last { $count }; --limit 0 shows all.
cases-nothing = There is no such case.
case-times = Begun { $began }, last change { $changed }, { $time } min of work.
case-waiting = Waits for: { $what }
case-closed = Case { $number } is closed.
case-reopened = Case { $number } is open again. To go on: lotse resume { $number }
where-terminal = terminal
where-web = web
where-program = program
park-nothing = There is no case yet: nothing has been answered.
switch-needs-number = Say which case, by its number, for example: :switch 7K2-M4Q
switch-here = Case { $number } is the one that is open here.
hand-over-name = A name of at most 60 characters is needed here.
another-needs-tree = Describe the other problem, for example: :another no sound
another-unknown = The guide `{ $tree }` is not among those with which this case began.
another-walked = This case has been through the guide `{ $tree }` already; `:change` changes an answer.
after-agent = Anything else? Describe another problem in the same case, or use :cases, :switch, :park. Enter ends.
after-customer = Is there another problem? Describe it in your own words, or press Enter to end.

age-now = just now
age-minutes = { $count } min ago
age-hours = { $count } h ago
age-days = { $count } days ago

story-started = Begun: { $title }
story-fact = A detail
story-warned = Warned of: { $hazard }
story-helped = I am not sure; a hint was given
story-reopened = Opened again: { $asked }
story-noted = Note: { $note }
story-human = A person was asked for
story-erased = (erased)
story-unknown = (does not fit the trees)
story-parked = Parked
story-resumed = Taken up
story-handed-over = Handed over to: { $to }
story-closed = Closed
story-reopened-case = Opened again
story-moved = Taken to other trees ({ $to })
story-erased-case = What was private was erased

command-park = :park
command-cases = :cases
command-switch = :switch
command-another = :another
help-park = puts the case aside, to go on later
help-cases = your unfinished cases, and what they wait for
help-switch = goes on with another case; this one is parked
help-another = another problem in the same case; what is known stays known
placeholder-number = NUMBER
placeholder-name = NAME
leave-parked = Case { $number } is parked. To go on later: lotse resume { $number }{ $option }
reject-changed = Somebody else has gone on with case { $number }; this was not taken. What follows is where it stands now.


## Documents

document-due = Take over by
document-begun = Begun
document-by = Taken up by
document-channel = Channel
document-withheld = Kept at the desk
document-withheld-why = This is private. Ask the desk for it with the number of the case.
document-foot = Written by lotse. “Said” is what a person told, “measured” is what the device itself reported.
withheld-own-words = the description in the person’s own words
withheld-notes = { $count ->
    [one] 1 note
   *[other] { $count } notes
}
withheld-answers = { $count ->
    [one] 1 private answer
   *[other] { $count } private answers
}

letter-title = It works again: case { $number }
letter-title-settled = It is settled: case { $number }
letter-hello = Hello,
letter-first = you told us about this fault: “{ $fault }”. It works again.
letter-first-settled = you got in touch about this: “{ $fault }”. It is settled.
letter-cause = What it was
letter-cause-one-of = It was one of these: { $causes }
letter-cause-unknown = What exactly it was did not show.
letter-helped = What helped
letter-watch = What to watch for
letter-watch-usual = Use everything as before. In the next days, watch for this fault: “{ $fault }”.
letter-again = If it comes back
letter-again-same = Do first what helped this time. If that is not enough, get in touch and mention this number: { $number }.
letter-again-call = Get in touch and mention this number: { $number }. Leave the repair to us.
letter-again-last = Nothing has to be told twice: we have everything that was found.
letter-regards = Kind regards
letter-from = Your service desk

report-title = Fault report: { $product }
report-cases = { $count ->
    [one] 1 case
   *[other] { $count } cases
}
report-days = { $from } to { $until }
report-fixed = Fixed
report-escalated = Handed over
report-open = Still open
report-faults = Faults
report-causes = Causes
report-observed = Observed
report-tried = Tried
report-facts = Circumstances
report-messages = Messages of the product
report-count = Cases
report-what = What
report-helped = helped
report-not-helped = did not help
report-not-done = not possible
report-done = done
report-nothing = There is no such case.
report-foot = Counted over all cases. Names, numbers, addresses, notes and free descriptions were left out; what looks personal in a message was replaced by […].

## The outbox

outbox-empty = Nothing is to be sent.
outbox-empty-all = Nothing was ever sent.
outbox-waiting = waiting
outbox-sending = being sent
outbox-delivered = delivered
outbox-refused = refused
outbox-dropped = dropped
outbox-to = to { $target }
outbox-attempts = { $count ->
    [0] not tried yet
    [one] tried once
   *[other] tried { $count } times
}
outbox-next = next try { $time }
outbox-on = on { $time }
outbox-sent = { $key } is delivered to { $target }.
outbox-again = { $key } to { $target } waits for the next try: { $problem }
outbox-look = { $key } to { $target } was refused, somebody has to look: { $problem }
outbox-none-due = Nothing is due.
outbox-later = `lotse outbox deliver` tries again; `lotse outbox` shows everything.
outbox-under-way = The hand-over is being sent. Ctrl-C leaves that to the outbox.
outbox-left = Not everything has arrived yet. It waits in the outbox: `lotse outbox deliver` sends it.
outbox-retried = { $key } is due again. `lotse outbox deliver` sends it.
outbox-dropped-now = { $key } is not sent.

## Cases that are moved or erased

case-older-trees = The guide has changed meanwhile; this case goes on with the one with which it began. To take it to the new one: lotse case move { $number }
case-was-erased = What was private in this case was erased. What is still needed of it is asked again.
move-same = Case { $number } goes on with these trees already.
move-done = Case { $number } goes on with the new trees. To go on: lotse resume { $number }
move-done-ended = Case { $number } has ended with the new trees.
move-left = Case { $number } is left as it is.
move-blind = The trees with which it began are missing. What the new ones have under the same name is kept.
move-question = { $count ->
    [one] Move case { $number }, although 1 answer is dropped? (yes, no)
   *[other] Move case { $number }, although { $count } answers are dropped? (yes, no)
}
move-summary = Moved: { $moved }. Already there: { $same }. Left as they are: { $left }.
move-summary-dry = Without loss: { $moved }. Already there: { $same }. With dropped answers: { $left }.
erase-none = There is nothing to erase.
erase-dry = { $count ->
    [one] What is private would be erased from 1 case.
   *[other] What is private would be erased from { $count } cases.
}
erase-what = This erases private details, notes, the description of the problem, and messages in the outbox. It cannot be undone.
erase-open = { $count ->
    [one] 1 case is not finished: what it still needs would be asked again, and messages that wait would not be sent.
   *[other] { $count } cases are not finished: what they still need would be asked again, and messages that wait would not be sent.
}
erase-question = { $count ->
    [one] Erase what is private in case { $number }? (yes, no)
   *[other] Erase what is private in { $count } cases? (yes, no)
}
erase-left = Nothing was erased.
erase-unfinished = { $count ->
    [one] 1 case is as old and was never finished; it is left out. --unfinished takes it along.
   *[other] { $count } cases are as old and were never finished; they are left out. --unfinished takes them along.
}
erase-done = { $count ->
    [one] What was private is erased from 1 case. Backups made before still hold it.
   *[other] What was private is erased from { $count } cases. Backups made before still hold it.
}

## What looks like a secret

secret-password = This looks like a password: { $shown }
secret-code = This looks like a PIN or a code: { $shown }
secret-card = This looks like a card number: { $shown }
secret-iban = This looks like a bank account: { $shown }
secret-key = This looks like a secret key: { $shown }
secret-question = Nobody needs it here. What shall be kept?
secret-leave-out = Leave it out
secret-anew = Type it anew
secret-keep = Keep everything as typed
secret-left-out = (left out)
secret-dropped = It was left out.
secret-again = Type it again without it.
secret-fact-question = Nobody needs it here. Keep it as the value of { $fact } all the same? Without it, it is asked for when it is needed. (yes, no)
secret-fact-help = leave it out: what a tree needs is asked in the dialogue, and there you can insist on it
secret-refused-wire = This looks like { $what }, which is not kept unasked. To insist, send it again with "insist": true beside it.
secret-refused = this looks like { $what }, which is not kept unasked
secret-what-password = a password
secret-what-code = a PIN or a code
secret-what-card = a card number
secret-what-iban = a bank account
secret-what-key = a secret key

## Figures

stats-nothing = No case fits.
stats-heading = Figures on { $count ->
    [one] 1 case
   *[other] { $count } cases
}
stats-all = All cases in the store, as of { $day }.
stats-some = Only { $what }; as of { $day }.
stats-of-tree = the tree { $name }
stats-of-agent = agent { $name }
stats-of-language = in { $name }
stats-of-channel = channel { $name }
stats-of-since = since { $day }
stats-of-until = before { $day }
stats-told = Given up: closed without a result, or unfinished and untouched for { $idle } days. Shares are of the finished cases. Times are minutes and seconds of work, pauses excluded: half of the cases took no longer than the median, nine in ten no longer than the next figure.
stats-told-steps = Gone back and not sure: shares of the cases that came to the step. Solved, handed over, given up: what became of the cases, by reply. Times: minutes and seconds for one reply.
stats-told-answers = Share: of all replies to the step. Solved, handed over, given up: what became of the cases. Times: minutes and seconds for one reply.
stats-told-causes = Share: of all ended cases of the tree with a known cause. After a hand-over, the cause is what was still possible.
stats-told-endings = Back again: the case was opened again within { $within } days. A new case of the same person cannot be told from one of another.
stats-by-whole = All cases
stats-by-tree = By tree
stats-by-length = By length
stats-by-step = By step
stats-by-answer = By answer
stats-by-cause = By cause
stats-by-ending = By ending
stats-by-agent = By agent
stats-by-language = By language
stats-by-channel = By channel
stats-cases = cases
stats-replies = replies
stats-share = share
stats-solved = solved
stats-escalated = handed over
stats-abandoned = given up
stats-running = running
stats-came-back = back again
stats-back = gone back
stats-unsure = not sure
stats-median = median
stats-ninetieth = 9/10 in
stats-whole = all
stats-nobody = (nobody)
stats-no-tree = (no tree)
stats-value = (a value)
stats-ending-fixed = solved
stats-ending-escalated = handed over
stats-ending-closed = closed
stats-language-de = German
stats-language-en = English
channel-terminal = terminal
channel-web = web
channel-program = program
stats-minutes-below = under { $to } min
stats-minutes-between = { $from } to { $to } min
stats-minutes-from = { $from } min and more
stats-more = { $count } more rows; --limit 0 shows all.
stats-trouble = Where people go back or are not sure
stats-returning = Endings that come back
stats-never-causes = Causes that no case had
stats-never-steps = Steps that no case came to
stats-length = How long cases take
stats-outcomes = What became of the cases
stats-picture = The trees with their figures
stats-picture-title = Figures: how many cases came to each step, and of a hundred replies to a step how many took each way. Red and dotted: no case came there.
stats-picture-step = { $count ->
    [one] 1 case
   *[other] { $count } cases
}
stats-too-large = The tree is too large for one picture.
stats-tables = All tables
stats-step = step
stats-minutes-axis = minutes of work
stats-made = Made by lotse. Only counts and the names of trees, steps, answers, causes and agents stand here; nothing that anybody said.
stats-plot-told = { $name }: { $figures }
stats-none-back = Nobody went back, and everybody was sure.
