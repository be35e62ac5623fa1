# Was das Programm selbst sagt, auf Deutsch und mit Sie. Texte der Bäume stehen in den Bäumen.

## Eingebaute Antworten

answer-yes = Ja
answer-no = Nein
answer-unsure = Ich bin nicht sicher
answer-none = Nichts davon
answer-unknown = Nicht bekannt

## Startseite

start-question = Was ist das Problem?
start-hint = Beschreiben Sie es mit eigenen Worten, zum Beispiel: Der Drucker druckt nicht.
start-sure = Das klingt nach:
start-unsure = { $count ->
    [one] Noch nicht eindeutig. Passt das?
   *[other] Noch nicht eindeutig. Was davon passt am besten?
}
start-which-device = Noch nicht eindeutig. Worum geht es?
start-something-else = Etwas anderes
start-nothing = Zu diesen Worten passt hier nichts.
start-areas = Wählen Sie einen Bereich, oder beschreiben Sie das Problem mit anderen Worten.
start-area = { $area }: Wählen Sie eine Anleitung, oder beschreiben Sie das Problem mit anderen Worten.
start-human = Mit einem Menschen sprechen
start-own-words = Mit eigenen Worten

area-accounts = Konten und Passwörter
area-apps = Programme und Cloud
area-computer = Computer
area-mail = E-Mail
area-meetings = Besprechungen, Ton und Bild
area-network = Internet und WLAN
area-peripherals = Maus, Tastatur, Bluetooth, USB
area-phone = Handy und Tablet
area-printing = Drucken
area-security = Sicherheit
area-start = Etwas anderes
area-storage = Dateien, Datenträger, Sicherung
area-tv = Fernseher, Festnetz, Smart Home

device-camera = Eine Kamera
device-car = Das Auto
device-cardreader = Ein Kartenleser
device-computer = Ein Rechner
device-copier = Ein Kopierer
device-disk = Eine Festplatte
device-dock = Eine Dockingstation
device-headset = Kopfhörer
device-keyboard = Eine Tastatur
device-landline = Ein Festnetz- oder Bürotelefon
device-laptop = Ein Laptop
device-monitor = Ein externer Bildschirm
device-mouse = Eine Maus
device-phone = Ein Handy
device-printer = Ein Drucker
device-router = Der Router
device-scanner = Ein Scanner
device-smarthome = Ein Smart-Home-Gerät
device-speaker = Lautsprecher
device-stick = Ein USB-Stick
device-tablet = Ein Tablet
device-television = Ein Fernseher

## Schritte

step-do = Tun Sie dies:
step-do-time = Tun Sie dies ({ $time }):
step-done-before = Das wurde schon gemacht und lässt sich nicht zurücknehmen.
step-expect = Sie sollten sehen: { $what }
step-by-agent = Diesen Schritt macht der Service-Desk.
step-by-admin = Diesen Schritt macht die Administration.
step-by-technician = Diesen Schritt macht der technische Dienst.
step-verify = Funktioniert es jetzt?
step-go-on = Drücken Sie die Eingabetaste, wenn das erledigt ist.
step-previous = Ihre bisherige Antwort: { $answer }
step-previous-agent = Bisherige Antwort: { $answer }
step-help = Ein Hinweis: { $help }
step-many = Mehreres ist möglich, zum Beispiel: 1, 3
step-number = Eine Zahl
step-number-unit = Eine Zahl, in { $unit }
step-number-between = Eine Zahl von { $min } bis { $max }
step-number-between-unit = Eine Zahl von { $min } bis { $max }, in { $unit }
step-number-from = Eine Zahl, mindestens { $min }
step-number-from-unit = Eine Zahl, mindestens { $min }, in { $unit }
step-number-to = Eine Zahl, höchstens { $max }
step-number-to-unit = Eine Zahl, höchstens { $max }, in { $unit }
step-date = Ein Tag, zum Beispiel 23.11.2026 oder heute
step-date-between = Ein Tag vom { $min } bis zum { $max }, zum Beispiel heute
step-date-from = Ein Tag, frühestens { $min }
step-date-to = Ein Tag, spätestens { $max }
step-text = Mit eigenen Worten, bis zu { $max } Zeichen
step-unsure = Wenn Sie nicht sicher sind, schreiben Sie: unsicher
step-why = Warum das gefragt wird: { $why }
step-no-why = Zu diesem Schritt steht keine Begründung.

outcome-yes = ja
outcome-no = nein
outcome-not-done = ging nicht
outcome-yes-also = es geht; geht; es funktioniert; funktioniert; geht wieder
outcome-no-also = es geht nicht; immer noch nicht; noch nicht; funktioniert nicht
outcome-not-done-also = nicht möglich; nicht gemacht; konnte ich nicht; das ging nicht

severity-danger = GEFAHR
severity-warning = WARNUNG
severity-caution = VORSICHT
severity-notice = HINWEIS
warning-consequence = Was passieren kann: { $what }
warning-avoid = Was zu tun ist: { $what }
warning-read = Drücken Sie die Eingabetaste, wenn Sie das gelesen haben.
warning-read-out = Lesen Sie das vor. Drücken Sie die Eingabetaste, wenn es verstanden wurde.

collect-first = Jemand übernimmt. Ein paar Angaben helfen dabei. Mit der Eingabetaste lassen Sie eine aus.
collect-remaining = { $count ->
    [0] Die letzte Angabe
    [one] Danach noch eine Angabe
   *[other] Danach noch { $count } Angaben
}
collect-private = Das bleibt im Fall.

## Die Ansicht für den Service

agent-say = SAGEN
agent-do = TUN
agent-look = SEHEN
agent-why = GRUND
agent-note = NOTIZ
agent-expect = DANACH
agent-time = DAUER
agent-answers = { $count ->
    [one] 1 Antwort
   *[other] { $count } Antworten
}
agent-elapsed = { $time } min
agent-ruled-out = ausgeschlossen: { $causes }

say-start = Ich gehe das mit Ihnen durch, einen Schritt nach dem anderen.
say-question = Lassen Sie sich Zeit. Sagen Sie mir mit eigenen Worten, was Sie sehen.
say-warning = Bevor wir weitermachen, ist etwas Wichtiges zu wissen.
say-instruction = Ich bleibe in der Leitung, während Sie das tun.
say-not-worked = Danke fürs Ausprobieren. Jetzt wissen wir, wo wir als Nächstes suchen.
say-collect = Ich gebe das weiter, damit Sie es nicht noch einmal erzählen müssen. Dafür brauche ich ein paar Angaben.
say-fixed = Schön, dass es wieder geht. Kann ich sonst noch etwas für Sie tun?
say-settled = Das ist jetzt erledigt. Kann ich sonst noch etwas für Sie tun?
say-escalated = Ab hier übernimmt jemand anderes. Alles, was Sie mir gesagt haben, geht mit.

## Zeiten

time-seconds = { $count ->
    [one] 1 Sekunde
   *[other] { $count } Sekunden
}
time-minutes = { $count ->
    [one] etwa 1 Minute
   *[other] etwa { $count } Minuten
}
time-hours = { $count ->
    [one] etwa 1 Stunde
   *[other] etwa { $count } Stunden
}

## Enden

closing-fixed = Gelöst.
closing-cause = Das war es: { $cause }.
closing-causes = Eines davon war es: { $causes }.
closing-number = Kommt es innerhalb von zwei Tagen wieder, nennen Sie diese Nummer: { $number }
closing-thanks = Danke, dass Sie das Schritt für Schritt durchgegangen sind.
closing-agent = Fall { $number } ist als gelöst abgeschlossen.
escalated-title = Jemand übernimmt: { $role }
escalated-nobody = Jemand übernimmt
escalated-number = Nennen Sie diese Nummer: { $number }
escalated-customer = Nichts müssen Sie zweimal erzählen: Hier steht alles. Danke für Ihre Hilfe.
escalated-agent = Die Übergabe ist vollständig. Nichts muss noch einmal gefragt werden.

hand-over-title = Übergabe { $number }
hand-over-now = So sähe die Übergabe jetzt aus:
hand-over-fault = Was
hand-over-to = An
hand-over-urgency = Dringlichkeit
hand-over-because = Warum
hand-over-times = { $line } – { $count }-mal
hand-over-wanted = Ein Mensch war gewünscht.
hand-over-probably = Vermutlich
hand-over-facts = Angaben
hand-over-answers = Antworten
hand-over-tried = Versucht
hand-over-ruled-out = Ausgeschlossen
hand-over-warnings = Gewarnt vor
hand-over-notes = Notizen
hand-over-missing = Nicht bekannt
urgency-normal = normal
urgency-soon = bald: heute noch
urgency-now = jetzt: sofort
origin-said = gesagt
origin-measured = gemessen
origin-known-before = vorher bekannt
tried-worked = hat geholfen
tried-not-worked = hat nicht geholfen
tried-not-done = ging nicht
tried-done = gemacht
tried-answered = gemacht, danach: { $answer }
tried-off-path = { $result }; vor einer Änderung der Antworten

## Befehle

command-help = :hilfe
command-why = :warum
command-back = :zurück
command-change = :ändern
command-trail = :verlauf
command-facts = :fakten
command-word = :wort
command-note = :notiz
command-say = :sagen
command-lang = :sprache
command-human = :mensch
command-hand-over = :übergeben
command-quit = :ende
help-answers = Antworten Sie mit der Nummer, den Worten oder dem Anfang der Worte. Wo nichts gefragt ist, geht es mit der Eingabetaste weiter.
help-commands = Diese Worte gelten bei jedem Schritt:
help-help = zeigt dies
help-why = warum das gefragt wird
help-back = eine Antwort zurück; nichts geht verloren
help-change = ändert Antwort N aus dem Verlauf
help-trail = was bisher geantwortet wurde
help-facts = was bekannt ist, und woher
help-word = was ein Wort auf dem Bildschirm bedeutet, oder das genannte Wort
help-note = schreibt etwas auf
help-say = Worte für die Person am Telefon
help-lang = wechselt die Sprache
help-human = ein Mensch übernimmt
help-hand-over = wie die Übergabe jetzt aussähe; mit einem Namen wird der Fall übergeben
help-quit = beendet den Dialog
placeholder-word = WORT
placeholder-text = TEXT
command-unknown = Den Befehl { $name } gibt es nicht.
command-meant = Meinten Sie { $name }?
command-several = { $name } kann heißen: { $list }
command-needs-note = Schreiben Sie dazu, was notiert werden soll, zum Beispiel: :notiz das Licht ist rot
command-needs-lang = Die Sprachen sind: de, en
command-needs-number = Nennen Sie die Antwort mit ihrer Nummer aus dem Verlauf, zum Beispiel: :ändern 1
command-noted = Notiert.
command-lang-changed = Ab hier auf Deutsch.
word-means = { $term }: { $means }
word-none-here = Hier stehen keine besonderen Wörter. Eines, das Ihnen sonst begegnet: :wort Router
word-unknown = Zu „{ $word }“ gibt es keine Erklärung.
aloud-goes-on = Es geht in einem anderen Baum weiter: { $tree }
aloud-stops = (Hier endet das Szenario.)
trail-empty = Noch wurde nichts geantwortet.
trail-known = { $value }, { $origin }
facts-empty = Noch ist nichts bekannt.
facts-private = (vertraulich)

## Was nicht angenommen werden kann

reject-empty = Schreiben Sie eine Antwort, oder :hilfe.
reject-help = { $name } zeigt, was Sie sonst noch schreiben können.
offer-human = Damit ein Mensch übernimmt, schreiben Sie { $name }.
offer-quit = Um den Dialog zu beenden, schreiben Sie { $name }.
reject-answer = „{ $typed }“ ist keine der Antworten.
reject-answer-empty = Das ist keine der Antworten.
reject-possible = Möglich: { $list }
reject-position = Eine Nummer { $typed } gibt es hier nicht. Wählen Sie eine Nummer von 1 bis { $last }.
reject-several = „{ $typed }“ passt auf mehrere Antworten: { $list }
reject-none-alone = „Nichts davon“ kann nicht neben anderen Antworten stehen.
reject-acknowledge = Zuerst kommt die Warnung. Drücken Sie die Eingabetaste, wenn sie gelesen ist.
reject-number = Hier wird eine Zahl gebraucht, zum Beispiel { $example }
reject-day = Hier wird ein Tag gebraucht, zum Beispiel 23.11.2026 oder heute.
reject-no-such-day = Diesen Tag gibt es nicht: { $typed }
reject-words = Hier werden ein paar Worte gebraucht.
reject-between = Das muss zwischen { $min } und { $max } liegen.
reject-least = Das muss mindestens { $min } sein.
reject-most = Das darf höchstens { $max } sein.
reject-pattern = Das hat nicht die Form, die hier gebraucht wird.
reject-too-long = Hier sind höchstens { $max } Zeichen möglich.
reject-outcome = Antworten Sie mit: ja, nein, ging nicht
reject-done = Zuerst kommt die Anweisung. Drücken Sie die Eingabetaste, wenn das erledigt ist.
reject-nothing-before = Es gibt nichts, wohin man zurückgehen könnte.
reject-not-replied = Diese Antwort lässt sich nicht ändern: Dort wurde nichts geantwortet.
reject-not-a-value = { $fact } kann diesen Wert nicht haben.
reject-not-collecting = Hier wird nichts gefragt, was man auslassen kann.
reject-ended = Der Fall ist abgeschlossen.
reject-not-text = Diese Zeile ist kein lesbarer Text. Schreiben Sie sie noch einmal.
reject-line-length = Diese Zeile ist zu lang. Höchstens { $max } Zeichen sind möglich.
reject-wire = Diese Zeile wird nicht verstanden: { $why }
reject-wire-keys = ein Objekt je Zeile mit einem dieser Schlüssel: { $list }

## Verlassen

leave-question = Den Dialog beenden? Was geantwortet wurde, geht verloren. (ja, nein)
leave-question-kept = Den Dialog beenden? Was geantwortet wurde, bleibt erhalten. (ja, nein)
leave-unfinished = Der Dialog endete, bevor das Problem gelöst war.
leave-state = { $count ->
    [0] Es war noch nichts geantwortet.
    [one] Eine Antwort war gegeben.
   *[other] { $count } Antworten waren gegeben.
}
leave-number = Fall { $number }. Um später weiterzumachen, beginnen Sie neu und antworten wie zuvor.
leave-kept = Fall { $number } bleibt erhalten. Später geht es weiter mit: lotse run --resume { $file } --case { $number }
leave-elsewhere = Die Anleitung geht in `{ $tree }` weiter, das sich nicht lesen lässt. Ein Mensch übernimmt.

## Ein neuer Baum

new-begin = Ein paar Fragen, dann gibt es einen kleinen Baum, der stimmig ist. :zurück geht zurück, Strg-C bricht ab; vor dem Ende wird nichts geschrieben.
new-lang-en = Englisch
new-lang-de = Deutsch
new-langs = In welchen Sprachen schreiben Sie? Möglich: en, de, oder beide: de en
new-title = Wie heißt die Störung, in wenigen Worten? Zum Beispiel: Maus reagiert nicht
new-id = Wie soll die Datei heißen? Eingabetaste nimmt: { $default }
new-area = In welchen Ordner gehört sie, zum Beispiel computer oder network?
new-symptoms = Was sagen Anrufende? Ein Satz je Zeile, eine leere Zeile beendet.
new-ask = Worauf sieht man zuerst? Schreiben Sie eine Frage, zum Beispiel: Leuchtet die Maus?
new-replies = Welche Antworten sind möglich? Schreiben Sie sie mit einem Strichpunkt dazwischen. Eingabetaste heißt: ja; nein
new-replies-again = Dieselben { $count } Antworten in dieser Sprache, in derselben Reihenfolge, mit Strichpunkt dazwischen.
new-do = „{ $answer }“: was ist dann zu tun? Eingabetaste heißt: jemand übernimmt sofort
new-do-again = „{ $answer }“: dasselbe in dieser Sprache
new-cause = Woran lag es, wenn das hilft? Am Ende liest man: Das war es: …
new-note = Worauf ist danach zu achten, und was, wenn es wiederkommt? Eingabetaste nimmt: { $start }
new-note-start = Melden Sie sich noch einmal, wenn es wieder passiert. Sagen Sie dann, was beim letzten Mal geholfen hat.
new-role = Wer übernimmt, wenn nichts hilft? Eine Nummer oder ein Name; Eingabetaste nimmt: { $default }
new-because = Was erfahren Anrufende, wenn jemand übernimmt: was ist gefunden, wie geht es weiter? Eingabetaste nimmt: { $start }
new-because-start = Die Fragen bis hier zeigen nicht, woran es liegt. Jemand mit mehr Wissen darüber macht ab hier weiter.
new-again = Dasselbe in dieser Sprache
new-in = { $question } ({ $lang })

new-needed = Hier braucht es ein paar Worte.
new-langs-unknown = Möglich: en, de, oder beide: de en
new-id-unfit = Ein Name besteht aus Buchstaben a bis z, Ziffern, - und _ und beginnt mit einem Buchstaben.
new-id-taken = Die Datei { $path } gibt es schon. Wählen Sie einen anderen Namen.
new-area-unfit = Nennen Sie einen Ordner aus Buchstaben a bis z, Ziffern, - und _.
new-replies-few = Eine Frage braucht mindestens zwei Antworten, jede mit anderen Worten.
new-replies-count = Hier braucht es { $count } Antworten, jede mit anderen Worten.
new-remedy-needed = Bei mindestens einer Antwort muss etwas zu tun sein.
new-role-unknown = Möglich: { $list }
new-left = Es wurde nichts geschrieben.

new-written = Geschrieben: { $tree }, mit { $count } Szenarien in { $tests }
new-next = So geht es weiter:
new-next-check = beweist ihn nach jeder Änderung neu
new-next-run = geht ihn durch, wie es Anrufende tun
new-next-test = führt seine Szenarien aus
## Bäume für andere Augen: Gliederungen, Bilder, Handbücher

condition-and = und
condition-or = oder
condition-not = nicht: { $condition }
condition-known = { $fact } ist bekannt
condition-is = { $fact }: { $value }
condition-between = ab { $from } bis unter { $below }
condition-from = ab { $from }
condition-below = unter { $below }
condition-matches = die Worte passen zu { $pattern }
condition-otherwise = sonst
fact-voice = wer das Gespräch führt
by-customer = Kundschaft
by-agent = Service-Desk
by-admin = Administration
by-technician = technischer Dienst
day-today = heute
day-days-before = { $count ->
    [one] gestern
   *[other] vor { $count } Tagen
}
day-days-after = { $count ->
    [one] morgen
   *[other] in { $count } Tagen
}
day-months-before = { $count ->
    [one] vor 1 Monat
   *[other] vor { $count } Monaten
}
day-months-after = { $count ->
    [one] in 1 Monat
   *[other] in { $count } Monaten
}
day-years-before = { $count ->
    [one] vor 1 Jahr
   *[other] vor { $count } Jahren
}
day-years-after = { $count ->
    [one] in 1 Jahr
   *[other] in { $count } Jahren
}
picture-by-facts = Bekanntes entscheidet: { $facts }
picture-risk = Risiko: { $risk }
picture-works = Wenn es jetzt geht: behoben ({ $causes })
picture-times = { $count ->
    [one] einmal
   *[other] bis zu { $count }-mal
}
picture-after = { $count ->
    [one] danach
   *[other] nach { $count }-mal
}
kind-question = Frage
kind-instruction = Anweisung
kind-call = Baustein
kind-route = Weiche
kind-fix = behoben
kind-escalation = Übergabe
kind-continuation = andere Anleitung
kind-exit = Ausgang
# Ein Risiko: in ein, zwei Worten neben einem Schritt, und als Satz an alle, die ihn ausführen.
risk-interrupts = unterbricht die Arbeit
risk-interrupts-told = Hinweis: Arbeit oder ein Gespräch wird unterbrochen.
risk-settings = ändert Einstellungen
risk-settings-told = Hinweis: Einstellungen werden geändert.
risk-damage = Schaden am Gerät
risk-damage-told = Vorsicht: Das Gerät kann Schaden nehmen.
risk-data-loss = Datenverlust
risk-data-loss-told = Vorsicht: Daten können verloren gehen.
risk-money = Geld
risk-money-told = Vorsicht: Es kann Geld kosten.
risk-safety = Verletzung
risk-safety-told = Vorsicht: Jemand kann verletzt werden.
risk-security = Sicherheit des Kontos
risk-security-told = Vorsicht: Ein Konto kann danach anderen offen stehen.
picture-leads = { $label } führt zu { $step }
picture-summary = { $count ->
    [one] Ein Bild mit 1 Schritt.
   *[other] Ein Bild mit { $count } Schritten, in der Reihenfolge des Wegs nummeriert.
}
picture-legend-references = → 12: Es geht bei Schritt 12 weiter. Als Linie gezeichnet ist der nächste Weg zu einem Schritt.
picture-legend-back = ↑ 3: Es geht zurück zu Schritt 3.
picture-begin = Beginnt bei Schritt { $number } { $step }
picture-coverage = Rot und gepunktet, mit ✗: Dorthin führt kein Szenario.
picture-path = Die dicken Linien und Ränder sind der Weg eines Falls.
picture-path-open = Der Weg endet bei { $step }: Dafür wurde keine Antwort angegeben.
picture-shares = Zahlen: wie viele von 100 Fällen hierher kommen, errechnet aus der Häufigkeit der Ursachen und den Chancen der Antworten; gleich verteilt, wo nichts gesagt ist.

## Die Gliederung

outline-count = { $count ->
    [one] 1 Schritt
   *[other] { $count } Schritte
}
outline-causes = Was es sein kann
outline-steps = Schritte
outline-collects = Fragt nach
outline-reached-from = Erreicht von { $steps }
outline-more = { $count } weitere
outline-to = → { $step }
outline-above = → { $step } (weiter oben)
outline-back = ↑ zurück zu { $step }
outline-fixed = → behoben: { $causes }
outline-limit = { $times }, dann { $step }
outline-on = weiter
how-common-very-common = sehr häufig
how-common-common = häufig
how-common-occasional = gelegentlich
how-common-rare = selten
how-common-very-rare = sehr selten
share-percent = { $number } %
page-ask = Frage
page-input = Beantwortet mit
page-many = einer oder mehreren der Antworten
page-do = Tun
page-expect = Danach zu sehen
page-look = Hinsehen
page-why = Warum
page-say = Der Service sagt
page-note = Für den Service
page-because = An die Kundschaft
page-closing = Schlusswort
page-causes = Ursachen
page-fact = Gemerkt als
page-check = Messung
page-when = Wenn
page-summary = In der Übergabe
page-help = Hilfe
page-likely = Wahrscheinlich bei
page-leads-on = Führt zu
page-leads-here = Was hierher führt
page-start = Hier beginnt der Baum.
page-from-start = { $count ->
    [one] Ein Schritt nach dem Anfang.
   *[other] Mindestens { $count } Schritte nach dem Anfang.
}
page-to-ending = { $count ->
    [one] Ein Schritt vor einem Ende.
   *[other] Mindestens { $count } Schritte vor einem Ende.
}


## Handbücher

manual-how-paper = Beginnen Sie mit Schritt 1. Kreuzen Sie bei jedem Schritt an, was Sie sehen, und gehen Sie zu dem Schritt, der dahinter steht. Zurück geht es so: Die letzte Zeile eines Schritts nennt, woher Sie kommen.
manual-person-step = Möchten Sie lieber mit einem Menschen sprechen, gehen Sie jederzeit zu Schritt { $step }.
manual-size = Insgesamt { $steps } Schritte; auf Ihrem Weg { $most ->
    [one] liegt höchstens ein weiterer
   *[other] liegen höchstens { $most } weitere
}.
manual-reviewed = Geprüft am { $day }.
manual-symptoms = Was die Leute sagen
manual-causes = Woran es liegen kann
manual-cause = Ursache
manual-how-common = Wie häufig
manual-found-at = Führt zu Schritt
manual-very-common = sehr häufig
manual-common = häufig
manual-occasional = gelegentlich
manual-rare = selten
manual-very-rare = sehr selten
manual-warnings = Warnungen
manual-before-steps = Vor Schritt { $steps }.
manual-steps = Schritt für Schritt
manual-part = Schritte { $first } bis { $last }: { $title }
manual-chapter = { $title } (Schritte { $first } bis { $last })
manual-step = Schritt { $step }
manual-from = Sie kommen von Schritt { $steps }.
manual-glossary = Wörter erklärt
manual-words-here = Was heißt das?
manual-do = Tun Sie dies
manual-time = Dauer: { $time }.
manual-why = Warum: { $why }
manual-done = Erledigt, weiter
manual-worked = Ja, es funktioniert
manual-not-worked = Nein
manual-not-done = Das ging nicht
manual-go-on = Weiter
manual-passage = Bevor es weitergeht
manual-many = Mehreres kann zutreffen. Nehmen Sie das Erste in dieser Liste, das zutrifft.
manual-number = Schreiben Sie die Zahl auf und nehmen Sie dann die Antwort, die passt.
manual-number-unit = Schreiben Sie die Zahl in { $unit } auf und nehmen Sie dann die Antwort, die passt.
manual-day = Schreiben Sie den Tag auf und nehmen Sie dann die Antwort, die passt.
manual-words = Schreiben Sie den Wortlaut genau auf.
manual-same = Haben Sie das schon einmal beantwortet, geben Sie dieselbe Antwort.
manual-remember-paper = Schreiben Sie Ihre Antwort auf. In Schritt { $steps } wird sie noch einmal gebraucht.
manual-remember-screen = Merken Sie sich Ihre Antwort. Sie wird später noch einmal gebraucht.
manual-still-unsure = Immer noch nicht sicher
manual-recall = Was haben Sie auf „{ $question }“ geantwortet?
manual-recall-known = Haben Sie „{ $question }“ schon beantwortet?
manual-recall-which = Was davon trifft zu?
manual-recall-hint = Diese Anleitung kann es sich nicht für Sie merken.
manual-recall-order = Nehmen Sie die erste Antwort, die zutrifft.
manual-recall-else = Etwas anderes, oder ich wurde nicht gefragt
manual-answered = Auf „{ $question }“ habe ich „{ $value }“ geantwortet
manual-answered-known = Ich habe „{ $question }“ beantwortet
manual-again = { $times ->
    [one] Haben Sie das schon einmal wiederholt?
   *[other] Haben Sie das schon { $times }-mal wiederholt?
}
manual-again-hint = { $times ->
    [one] Ein weiterer Versuch lohnt sich, ein zweiter nicht.
   *[other] Bis zu { $times } weitere Versuche lohnen sich, mehr nicht.
}
manual-again-no = Nein, ich versuche es noch einmal
manual-again-yes = Ja
manual-fixed = Gelöst: { $cause }
manual-fixed-one-of = Gelöst. Eines davon war es: { $causes }
manual-probably = Vermutlich ist es das: { $causes }.
manual-urgency-normal = Es eilt nicht besonders.
manual-urgency-soon = Melden Sie sich heute noch.
manual-urgency-now = Melden Sie sich jetzt sofort.
manual-tell = Sagen Sie, was Sie versucht haben und wo Sie stehen geblieben sind.
manual-ready = Halten Sie bereit, was Sie davon wissen:
manual-person-any-time = Sie können sich bei jedem Schritt an einen Menschen wenden. Vorher muss nichts versucht werden.
manual-elsewhere = Weiter geht es mit der Anleitung „{ $title }“
manual-elsewhere-person = Haben Sie diese Anleitung nicht, wenden Sie sich an einen Menschen.
manual-exit = Dieser Teil endet hier: { $exit }
manual-read = Das habe ich gelesen
manual-read-out = Das habe ich vorgelesen
manual-left = { $most ->
    [0] Das ist der letzte Schritt
    [one] Höchstens noch ein Schritt
   *[other] Höchstens noch { $most } Schritte
}
manual-all = Die ganze Anleitung, zum Lesen oder Drucken
manual-start = Von vorn
manual-languages = Sprache
manual-progress = Fortschritt
manual-language = Deutsch
manual-back-button = Die Zurück-Taste Ihres Browsers geht einen Schritt zurück. Nichts geht verloren.
manual-again-what = Gemeint ist dieser Schritt: „{ $what }“
manual-usually-left = { $usual ->
    [one] Vielleicht noch ein Schritt, höchstens { $most }
   *[other] Vielleicht noch { $usual } Schritte, höchstens { $most }
}

moved-same = Für den Anrufer ändert sich nichts. Es geht weiter bei: { $now }
moved-before = Vorher: { $before }
moved-now = Jetzt: { $now }
moved-kept = { $count ->
    [0] Keine Antwort bleibt.
    [one] 1 Antwort bleibt:
   *[other] { $count } Antworten bleiben:
}
moved-dropped = { $count ->
    [one] 1 Antwort entfällt:
   *[other] { $count } Antworten entfallen:
}
moved-answer = { $asked } { $answer }
moved-no-step = danach wird nicht mehr gefragt
moved-no-answer = diese Antwort gibt es nicht mehr
moved-off-path = der Weg führt jetzt nicht dorthin
moved-asked = Als Nächstes gefragt: { $asked }
moved-needed = Für die Übergabe fehlt jetzt noch: { $facts }
## Fälle

case-unkept = Dieser Fall wird nicht aufbewahrt: { $problem }. Er lässt sich trotzdem durchgehen, aber nicht später fortsetzen.
case-unparked = Was geantwortet wurde, ist aufbewahrt, aber der Fall ließ sich nicht weglegen: { $problem }
case-renumbered = Diese Nummer hat schon jemand anderes. Die Nummer dieses Falls ist { $number }.
case-goes-on = { $count ->
    [0] Fall { $number } geht weiter. Noch war nichts geantwortet; die letzte Änderung war { $age }.
    [one] Fall { $number } geht nach einer Antwort weiter; die letzte Änderung war { $age }.
   *[other] Fall { $number } geht nach { $count } Antworten weiter; die letzte Änderung war { $age }.
}
case-interrupted = { $count ->
    [0] Fall { $number } ({ $title }) wurde unterbrochen, { $age }. Damit weitermachen? (ja, nein)
    [one] Fall { $number } ({ $title }) wurde nach einer Antwort unterbrochen, { $age }. Damit weitermachen? (ja, nein)
   *[other] Fall { $number } ({ $title }) wurde nach { $count } Antworten unterbrochen, { $age }. Damit weitermachen? (ja, nein)
}
case-changed = Jemand anderes hat inzwischen an diesem Fall weitergemacht:
case-changed-again = Ihre letzte Antwort kam zu spät und wurde nicht übernommen. So steht der Fall jetzt.
case-parked = Fall { $number } ist geparkt.
case-handed-over = Fall { $number } ist übergeben an: { $to }
case-ended = Fall { $number } ist abgeschlossen ({ $state }). Weiter geht es nach: lotse case reopen { $number }
case-in-use = { $who } arbeitet an Fall { $number } (letzte Änderung { $age }). Übernehmen? (ja, nein)
case-somebody = Jemand
case-customer = Kunde
case-unknown = Den Fall { $number } gibt es nicht.
case-unknown-near = Den Fall { $number } gibt es nicht. Meinten Sie { $near }?
case-state-here = hier in Arbeit
case-state-in-use = anderswo in Arbeit
case-state-open = unterbrochen
case-state-parked = geparkt
case-state-fixed = behoben
case-state-escalated = weitergegeben
case-state-closed = geschlossen
case-owner = für { $name }
case-waits = wartet auf: { $what }
cases-none = Es gibt keinen offenen Fall.
cases-nowhere = Hier werden keine Fälle aufbewahrt.
cases-more = Das sind die letzten { $count }; --limit 0 zeigt alle.
cases-nothing = Einen solchen Fall gibt es nicht.
case-times = Begonnen { $began }, letzte Änderung { $changed }, { $time } Min. Arbeit.
case-waiting = Wartet auf: { $what }
case-closed = Fall { $number } ist geschlossen.
case-reopened = Fall { $number } ist wieder offen. Weiter geht es mit: lotse resume { $number }
where-terminal = Terminal
where-web = Web
where-program = Programm
park-nothing = Noch gibt es keinen Fall: Es wurde nichts geantwortet.
switch-needs-number = Nennen Sie den Fall mit seiner Nummer, zum Beispiel: :wechseln 7K2-M4Q
switch-here = Fall { $number } ist der, der hier offen ist.
hand-over-name = Hier wird ein Name mit höchstens 60 Zeichen gebraucht.
another-needs-tree = Beschreiben Sie das andere Problem, zum Beispiel: :weiteres kein Ton
another-unknown = Die Anleitung `{ $tree }` gehört nicht zu denen, mit denen dieser Fall begann.
another-walked = Durch die Anleitung `{ $tree }` ist dieser Fall schon gegangen; `:ändern` ändert eine Antwort.
after-agent = Noch etwas? Beschreiben Sie ein weiteres Problem im selben Fall, oder :fälle, :wechseln, :parken. Die Eingabetaste beendet.
after-customer = Gibt es noch ein Problem? Beschreiben Sie es in eigenen Worten, oder beenden Sie mit der Eingabetaste.

age-now = gerade eben
age-minutes = vor { $count } Min.
age-hours = vor { $count } Std.
age-days = vor { $count } Tagen

story-started = Begonnen: { $title }
story-fact = Eine Angabe
story-warned = Gewarnt vor: { $hazard }
story-helped = Ich bin nicht sicher; ein Hinweis wurde gegeben
story-reopened = Wieder geöffnet: { $asked }
story-noted = Notiz: { $note }
story-human = Ein Mensch wurde verlangt
story-erased = (gelöscht)
story-unknown = (passt nicht zu den Bäumen)
story-parked = Geparkt
story-resumed = Aufgenommen
story-handed-over = Übergeben an: { $to }
story-closed = Geschlossen
story-reopened-case = Wieder geöffnet
story-moved = Auf andere Bäume umgestellt ({ $to })
story-erased-case = Vertrauliches wurde gelöscht

command-park = :parken
command-cases = :fälle
command-switch = :wechseln
command-another = :weiteres
help-park = legt den Fall weg, um später weiterzumachen
help-cases = Ihre offenen Fälle, und worauf sie warten
help-switch = macht mit einem anderen Fall weiter; dieser wird geparkt
help-another = ein weiteres Problem im selben Fall; was bekannt ist, bleibt bekannt
placeholder-number = NUMMER
placeholder-name = NAME
leave-parked = Fall { $number } ist geparkt. Später geht es weiter mit: lotse resume { $number }{ $option }
reject-changed = Jemand anderes hat an Fall { $number } weitergemacht; dies wurde nicht übernommen. Es folgt, wie er jetzt steht.


## Schriftstücke

document-due = Übernehmen bis
document-begun = Begonnen
document-by = Aufgenommen von
document-channel = Kanal
document-withheld = Bleibt am Service-Platz
document-withheld-why = Das ist vertraulich. Fragen Sie dort danach, mit der Nummer des Falls.
document-foot = Geschrieben von lotse. „Gesagt“ ist, was jemand angab, „gemessen“ ist, was das Gerät selbst meldete.
withheld-own-words = die Beschreibung in eigenen Worten
withheld-notes = { $count ->
    [one] 1 Notiz
   *[other] { $count } Notizen
}
withheld-answers = { $count ->
    [one] 1 vertrauliche Antwort
   *[other] { $count } vertrauliche Antworten
}

letter-title = Es funktioniert wieder: Fall { $number }
letter-title-settled = Es ist erledigt: Fall { $number }
letter-hello = Guten Tag,
letter-first = Sie haben uns diese Störung gemeldet: „{ $fault }“. Es funktioniert wieder.
letter-first-settled = Sie haben sich deswegen gemeldet: „{ $fault }“. Es ist erledigt.
letter-cause = Woran es lag
letter-cause-one-of = Es lag an einem davon: { $causes }
letter-cause-unknown = Woran genau es lag, hat sich nicht gezeigt.
letter-helped = Was geholfen hat
letter-watch = Worauf Sie achten können
letter-watch-usual = Nutzen Sie alles wie zuvor. Achten Sie in den nächsten Tagen auf diese Störung: „{ $fault }“.
letter-again = Wenn es wiederkommt
letter-again-same = Tun Sie zuerst, was diesmal geholfen hat. Genügt das nicht, melden Sie sich und nennen Sie diese Nummer: { $number }.
letter-again-call = Melden Sie sich und nennen Sie diese Nummer: { $number }. Überlassen Sie die Reparatur uns.
letter-again-last = Sie müssen nichts zweimal erzählen: Uns liegt alles vor, was gefunden wurde.
letter-regards = Freundliche Grüße
letter-from = Ihr Service-Desk

report-title = Fehlerbericht: { $product }
report-cases = { $count ->
    [one] 1 Fall
   *[other] { $count } Fälle
}
report-days = { $from } bis { $until }
report-fixed = Behoben
report-escalated = Übergeben
report-open = Noch offen
report-faults = Störungen
report-causes = Ursachen
report-observed = Beobachtet
report-tried = Versucht
report-facts = Umstände
report-messages = Meldungen des Produkts
report-count = Fälle
report-what = Was
report-helped = half
report-not-helped = half nicht
report-not-done = ging nicht
report-done = gemacht
report-nothing = Es gibt keinen solchen Fall.
report-foot = Gezählt über alle Fälle. Namen, Nummern, Adressen, Notizen und freie Beschreibungen wurden weggelassen; was in einer Meldung persönlich aussieht, wurde durch […] ersetzt.

## Der Ausgang

outbox-empty = Es gibt nichts zu senden.
outbox-empty-all = Es wurde noch nie etwas gesendet.
outbox-waiting = wartet
outbox-sending = wird gesendet
outbox-delivered = zugestellt
outbox-refused = abgelehnt
outbox-dropped = verworfen
outbox-to = an { $target }
outbox-attempts = { $count ->
    [0] noch nicht versucht
    [one] einmal versucht
   *[other] { $count }-mal versucht
}
outbox-next = nächster Versuch { $time }
outbox-on = am { $time }
outbox-sent = { $key } ist zugestellt an { $target }.
outbox-again = { $key } an { $target } wartet auf den nächsten Versuch: { $problem }
outbox-look = { $key } an { $target } wurde abgelehnt, jemand muss nachsehen: { $problem }
outbox-none-due = Es ist nichts fällig.
outbox-later = `lotse outbox deliver` versucht es noch einmal; `lotse outbox` zeigt alles.
outbox-under-way = Die Übergabe wird noch gesendet. Strg-C überlässt das dem Postausgang.
outbox-left = Noch ist nicht alles angekommen. Es wartet im Postausgang: `lotse outbox deliver` sendet es.
outbox-retried = { $key } ist wieder fällig. `lotse outbox deliver` sendet es.
outbox-dropped-now = { $key } wird nicht gesendet.

## Fälle umstellen und löschen

case-older-trees = Die Anleitung hat sich inzwischen geändert; dieser Fall geht mit der weiter, mit der er begann. Zur neuen führt: lotse case move { $number }
case-was-erased = Das Vertrauliche in diesem Fall wurde gelöscht. Was davon noch gebraucht wird, wird neu gefragt.
move-same = Fall { $number } geht schon mit diesen Bäumen weiter.
move-done = Fall { $number } geht mit den neuen Bäumen weiter. Weiter geht es mit: lotse resume { $number }
move-done-ended = Fall { $number } ist mit den neuen Bäumen zu Ende.
move-left = Fall { $number } bleibt, wie er ist.
move-blind = Die Bäume, mit denen er begann, fehlen. Was die neuen unter demselben Namen haben, bleibt.
move-question = { $count ->
    [one] Fall { $number } umstellen, obwohl 1 Antwort wegfällt? (ja, nein)
   *[other] Fall { $number } umstellen, obwohl { $count } Antworten wegfallen? (ja, nein)
}
move-summary = Umgestellt: { $moved }. Schon dort: { $same }. Unverändert: { $left }.
move-summary-dry = Ohne Verlust: { $moved }. Schon dort: { $same }. Mit wegfallenden Antworten: { $left }.
erase-none = Es gibt nichts zu löschen.
erase-dry = { $count ->
    [one] Das Vertrauliche würde aus 1 Fall gelöscht.
   *[other] Das Vertrauliche würde aus { $count } Fällen gelöscht.
}
erase-what = Gelöscht werden vertrauliche Angaben, Notizen, die Beschreibung des Problems und Nachrichten im Postausgang. Das lässt sich nicht rückgängig machen.
erase-open = { $count ->
    [one] 1 Fall ist nicht zu Ende: Was er noch braucht, würde neu gefragt, und wartende Nachrichten würden nicht gesendet.
   *[other] { $count } Fälle sind nicht zu Ende: Was sie noch brauchen, würde neu gefragt, und wartende Nachrichten würden nicht gesendet.
}
erase-question = { $count ->
    [one] Das Vertrauliche in Fall { $number } löschen? (ja, nein)
   *[other] Das Vertrauliche in { $count } Fällen löschen? (ja, nein)
}
erase-left = Es wurde nichts gelöscht.
erase-unfinished = { $count ->
    [one] 1 Fall ist ebenso alt und wurde nie beendet; er bleibt außen vor. --unfinished nimmt ihn dazu.
   *[other] { $count } Fälle sind ebenso alt und wurden nie beendet; sie bleiben außen vor. --unfinished nimmt sie dazu.
}
erase-done = { $count ->
    [one] Das Vertrauliche ist aus 1 Fall gelöscht. Ältere Sicherungen enthalten es noch.
   *[other] Das Vertrauliche ist aus { $count } Fällen gelöscht. Ältere Sicherungen enthalten es noch.
}

## Was nach einem Geheimnis aussieht

secret-password = Das sieht nach einem Passwort aus: { $shown }
secret-code = Das sieht nach einer PIN oder einem Code aus: { $shown }
secret-card = Das sieht nach einer Kartennummer aus: { $shown }
secret-iban = Das sieht nach einer Bankverbindung aus: { $shown }
secret-key = Das sieht nach einem geheimen Schlüssel aus: { $shown }
secret-question = Hier braucht das niemand. Was soll aufgehoben werden?
secret-leave-out = Diese Stelle weglassen
secret-anew = Neu schreiben
secret-keep = Alles aufheben wie geschrieben
secret-left-out = (weggelassen)
secret-dropped = Die Stelle wurde weggelassen.
secret-again = Schreiben Sie es noch einmal ohne diese Stelle.
secret-fact-question = Hier braucht das niemand. Trotzdem als Wert von { $fact } aufheben? Sonst wird danach gefragt, wenn es nötig ist. (ja, nein)
secret-fact-help = lassen Sie es weg: was ein Baum braucht, fragt der Dialog, und dort können Sie darauf bestehen
secret-refused-wire = Das sieht nach { $what } aus und wird nicht ungefragt aufgehoben. Wer darauf besteht, sendet es noch einmal mit "insist": true daneben.
secret-refused = das sieht nach { $what } aus und wird nicht ungefragt aufgehoben
secret-what-password = einem Passwort
secret-what-code = einer PIN oder einem Code
secret-what-card = einer Kartennummer
secret-what-iban = einer Bankverbindung
secret-what-key = einem geheimen Schlüssel

## Figures

stats-nothing = Kein Fall passt.
stats-heading = Zahlen über { $count ->
    [one] 1 Fall
   *[other] { $count } Fälle
}
stats-all = Alle Fälle im Speicher, Stand { $day }.
stats-some = Nur { $what }; Stand { $day }.
stats-of-tree = der Baum { $name }
stats-of-agent = von { $name }
stats-of-language = auf { $name }
stats-of-channel = Kanal { $name }
stats-of-since = seit { $day }
stats-of-until = vor { $day }
stats-told = Aufgegeben: ohne Ergebnis geschlossen, oder unfertig und seit { $idle } Tagen unberührt. Anteile gelten für die beendeten Fälle. Zeiten sind Minuten und Sekunden Arbeit ohne Pausen: Die Hälfte der Fälle dauerte höchstens so lange wie der Median, neun von zehn höchstens so lange wie die nächste Zahl.
stats-told-steps = Zurück und unsicher: Anteile der Fälle, die zu dem Schritt kamen. Gelöst, übergeben, aufgegeben: was aus den Fällen wurde, je Antwort. Zeiten: Minuten und Sekunden für eine Antwort.
stats-told-answers = Anteil: an allen Antworten auf den Schritt. Gelöst, übergeben, aufgegeben: was aus den Fällen wurde. Zeiten: Minuten und Sekunden für eine Antwort.
stats-told-causes = Anteil: an allen beendeten Fällen des Baums mit bekannter Ursache. Nach einer Übergabe ist die Ursache das, was noch möglich war.
stats-told-endings = Wieder da: Der Fall wurde innerhalb von { $within } Tagen neu geöffnet. Ein neuer Fall derselben Person ist nicht von dem einer anderen zu unterscheiden.
stats-by-whole = Alle Fälle
stats-by-tree = Nach Baum
stats-by-length = Nach Dauer
stats-by-step = Nach Schritt
stats-by-answer = Nach Antwort
stats-by-cause = Nach Ursache
stats-by-ending = Nach Ende
stats-by-agent = Nach Person, die hilft
stats-by-language = Nach Sprache
stats-by-channel = Nach Kanal
stats-cases = Fälle
stats-replies = Antworten
stats-share = Anteil
stats-solved = gelöst
stats-escalated = über|geben
stats-abandoned = auf|gegeben
stats-running = laufend
stats-came-back = wieder da
stats-back = zurück
stats-unsure = unsicher
stats-median = Median
stats-ninetieth = 9/10 in
stats-whole = alle
stats-nobody = (niemand)
stats-no-tree = (kein Baum)
stats-value = (ein Wert)
stats-ending-fixed = gelöst
stats-ending-escalated = übergeben
stats-ending-closed = geschlossen
stats-language-de = Deutsch
stats-language-en = Englisch
channel-terminal = Terminal
channel-web = Web
channel-program = Programm
stats-minutes-below = unter { $to } min
stats-minutes-between = { $from } bis { $to } min
stats-minutes-from = { $from } min und mehr
stats-more = { $count } weitere Zeilen; --limit 0 zeigt alle.
stats-trouble = Wo Menschen zurückgehen oder unsicher sind
stats-returning = Enden, die wiederkommen
stats-never-causes = Ursachen, die kein Fall hatte
stats-never-steps = Schritte, zu denen kein Fall kam
stats-length = Wie lange Fälle dauern
stats-outcomes = Was aus den Fällen wurde
stats-picture = Die Bäume mit ihren Zahlen
stats-picture-title = Zahlen: wie viele Fälle zu jedem Schritt kamen, und wie viele von hundert Antworten auf einen Schritt jeden Weg nahmen. Rot und gepunktet: Dorthin kam kein Fall.
stats-picture-step = { $count ->
    [one] 1 Fall
   *[other] { $count } Fälle
}
stats-too-large = Der Baum ist zu groß für ein Bild.
stats-tables = Alle Tabellen
stats-step = Schritt
stats-minutes-axis = Minuten Arbeit
stats-made = Von lotse erstellt. Hier stehen nur Anzahlen und die Namen von Bäumen, Schritten, Antworten, Ursachen und Helfenden; nichts, was jemand gesagt hat.
stats-plot-told = { $name }: { $figures }
stats-none-back = Niemand ging zurück, und alle waren sicher.
