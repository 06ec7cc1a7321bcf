<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>dash</name>
        <message>
            <location filename="../about_dialog.py" />
            <source>About Dash Core</source>
            <translation>Über Dash Core</translation>
        </message>
        <message>
            <location filename="../about_dialog.py" />
            <source>Version {version}, Qt {qt}</source>
            <translation>Version {version}, Qt {qt}</translation>
        </message>
        <message>
            <location filename="../about_dialog.py" />
            <source>Command-line options</source>
            <translation>Befehlszeilenoptionen</translation>
        </message>
        <message>
            <location filename="../about_dialog.py" />
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>Sending addresses</source>
            <translation>Zahlungsadressen</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>Receiving addresses</source>
            <translation>Empfangsadressen</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>New…</source>
            <translation>Neu …</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>Edit…</source>
            <translation>Bearbeiten …</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>Export…</source>
            <translation>Exportieren …</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>Label or address</source>
            <translation>Bezeichnung oder Adresse</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>Search</source>
            <translation>Suche</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>Label</source>
            <translation>Bezeichnung</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>Export addresses</source>
            <translation>Adressen exportieren</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>CSV files (*.csv)</source>
            <translation>CSV-Dateien (*.csv)</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>{path} could not be written: {reason}</source>
            <translation>{path} konnte nicht geschrieben werden: {reason}</translation>
        </message>
        <message numerus="yes">
            <location filename="../address_book_dialog.py" />
            <source>{n} addresses were written to {path}.</source>
            <translation>
                <numerusform>{n} Adresse wurde nach {path} geschrieben.</numerusform>
                <numerusform>{n} Adressen wurden nach {path} geschrieben.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>Edit address</source>
            <translation>Adresse bearbeiten</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>New address</source>
            <translation>Neue Adresse</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>The address book has this address already, as {label}.</source>
            <translation>Diese Adresse steht schon im Adressbuch, als {label}.</translation>
        </message>
        <message>
            <location filename="../address_book_dialog.py" />
            <source>The address book has this address already, without a label.</source>
            <translation>Diese Adresse steht schon im Adressbuch, ohne Bezeichnung.</translation>
        </message>
        <message>
            <location filename="../amount_field.py" />
            <source>Amount</source>
            <translation>Betrag</translation>
        </message>
        <message>
            <location filename="../amount_field.py" />
            <source>Enter an amount.</source>
            <translation>Einen Betrag eingeben.</translation>
        </message>
        <message>
            <location filename="../amount_field.py" />
            <source>The amount is too small.</source>
            <translation>Der Betrag ist zu klein.</translation>
        </message>
        <message>
            <location filename="../application.py" />
            <source>Connecting to the node…</source>
            <translation>Verbindung zum Knoten wird aufgebaut …</translation>
        </message>
        <message>
            <location filename="../application.py" />
            <source>Starting the node…</source>
            <translation>Der Knoten wird gestartet …</translation>
        </message>
        <message>
            <location filename="../application.py" />
            <source>Attaching to the node…</source>
            <translation>Verbindung mit dem laufenden Knoten …</translation>
        </message>
        <message>
            <location filename="../application.py" />
            <source>Error</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <location filename="../application.py" />
            <source>Warning</source>
            <translation>Warnung</translation>
        </message>
        <message>
            <location filename="../application.py" />
            <source>Question</source>
            <translation>Frage</translation>
        </message>
        <message>
            <location filename="../application.py" />
            <source>The node ended while it was starting; see debug.log for the reason.</source>
            <translation>Der Knoten hat sich beim Starten beendet; debug.log nennt den Grund.</translation>
        </message>
        <message>
            <location filename="../application.py" />
            <source>Restart the node</source>
            <translation>Knoten neu starten</translation>
        </message>
        <message>
            <location filename="../application.py" />
            <source>Connect again</source>
            <translation>Wieder verbinden</translation>
        </message>
        <message>
            <location filename="../application.py" />
            <source>The node is gone. What you see is what it said last.</source>
            <translation>Der Knoten ist nicht mehr da. Zu sehen ist, was er zuletzt mitgeteilt hat.</translation>
        </message>
        <message>
            <location filename="../bans_page.py" />
            <source>1 hour</source>
            <translation>1 Stunde</translation>
        </message>
        <message>
            <location filename="../bans_page.py" />
            <source>1 day</source>
            <translation>1 Tag</translation>
        </message>
        <message>
            <location filename="../bans_page.py" />
            <source>1 week</source>
            <translation>1 Woche</translation>
        </message>
        <message>
            <location filename="../bans_page.py" />
            <source>1 year</source>
            <translation>1 Jahr</translation>
        </message>
        <message>
            <location filename="../bans_page.py" />
            <source>Ban</source>
            <translation>Sperren</translation>
        </message>
        <message>
            <location filename="../bans_page.py" />
            <source>Unban</source>
            <translation>Entsperren</translation>
        </message>
        <message>
            <location filename="../bans_page.py" />
            <source>Address or subnet</source>
            <translation>Adresse oder Subnetz</translation>
        </message>
        <message>
            <location filename="../bans_page.py" />
            <source>Banned until</source>
            <translation>Gesperrt bis</translation>
        </message>
        <message>
            <location filename="../bans_page.py" />
            <source>Banned</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <location filename="../bans_page.py" />
            <source>{address} or {subnet}</source>
            <translation>{address} oder {subnet}</translation>
        </message>
        <message>
            <location filename="../bans_page.py" />
            <source>Address or subnet to ban</source>
            <translation>Zu sperrende Adresse oder Subnetz</translation>
        </message>
        <message>
            <location filename="../bans_page.py" />
            <source>For how long</source>
            <translation>Für wie lange</translation>
        </message>
        <message>
            <location filename="../bans_page.py" />
            <source>The node neither connects to these addresses nor accepts connections from them.</source>
            <translation>Der Knoten verbindet sich nicht mit diesen Adressen und nimmt keine Verbindungen von ihnen an.</translation>
        </message>
        <message>
            <location filename="../bans_page.py" />
            <source>This is neither an address nor a subnet.</source>
            <translation>Das ist weder eine Adresse noch ein Subnetz.</translation>
        </message>
        <message>
            <location filename="../coin_control_dialog.py" />
            <source>Coin selection</source>
            <translation>Münzauswahl</translation>
        </message>
        <message>
            <location filename="../coin_control_dialog.py" />
            <source>(Un)select all</source>
            <translation>Alle wählen/abwählen</translation>
        </message>
        <message>
            <location filename="../coin_control_dialog.py" />
            <source>Amount ({unit})</source>
            <translation>Betrag ({unit})</translation>
        </message>
        <message>
            <location filename="../coin_control_dialog.py" />
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <location filename="../coin_control_dialog.py" />
            <source>Depth</source>
            <translation>Tiefe</translation>
        </message>
        <message>
            <location filename="../coin_control_dialog.py" />
            <source>Coins</source>
            <translation>Münzen</translation>
        </message>
        <message>
            <location filename="../coin_control_dialog.py" />
            <source>Locked: it is not spent until it is unlocked.</source>
            <translation>Festgehalten: wird nicht ausgegeben, bis die Münze freigegeben wird.</translation>
        </message>
        <message>
            <location filename="../coin_control_dialog.py" />
            <source>{amount} (locked)</source>
            <translation>{amount} (festgehalten)</translation>
        </message>
        <message>
            <location filename="../coin_control_dialog.py" />
            <source>{count} of {all} coins, {total}</source>
            <translation>{count} von {all} Münzen, {total}</translation>
        </message>
        <message>
            <location filename="../coin_control_dialog.py" />
            <source>Copy amount</source>
            <translation>Betrag kopieren</translation>
        </message>
        <message>
            <location filename="../coin_control_dialog.py" />
            <source>Copy address</source>
            <translation>Adresse kopieren</translation>
        </message>
        <message>
            <location filename="../coin_control_dialog.py" />
            <source>Copy transaction id and output</source>
            <translation>Transaktionskennung und Ausgang kopieren</translation>
        </message>
        <message>
            <location filename="../coin_control_dialog.py" />
            <source>Unlock</source>
            <translation>Freigeben</translation>
        </message>
        <message>
            <location filename="../coin_control_dialog.py" />
            <source>Lock</source>
            <translation>Festhalten</translation>
        </message>
        <message>
            <location filename="../console_page.py" />
            <source>Never type here what a stranger tells you to: whoever knows your keys has your money.</source>
            <translation>Niemals hier eingeben, was Fremde verlangen: Wer Ihre Schlüssel kennt, hat Ihr Geld.</translation>
        </message>
        <message>
            <location filename="../console_page.py" />
            <source>Words are separated by spaces or commas; 'single' and "double" quotes hold them together.
  help [command]                    what there is, and how it is called
  getblock(getblockhash(0))[tx][0]  the answer of one command in another, or a part of an answer
  sendtoaddress address=X amount=1  parameters by their names
  help-console                      this text
Up and down go through what was typed before; commands that are told secrets are not kept.</source>
            <translation>Wörter werden durch Leerzeichen oder Kommas getrennt; 'einfache' und "doppelte" Anführungszeichen halten sie zusammen.
  help [Befehl]                     was es gibt und wie es aufgerufen wird
  getblock(getblockhash(0))[tx][0]  die Antwort eines Befehls in einem anderen, oder ein Teil einer Antwort
  sendtoaddress address=X amount=1  Parameter mit ihren Namen
  help-console                      dieser Text
Pfeil hoch und runter holen frühere Eingaben zurück; Befehle mit Geheimnissen werden nicht behalten.</translation>
        </message>
        <message>
            <location filename="../console_page.py" />
            <source>The answer is no object and no array.</source>
            <translation>Die Antwort ist weder Objekt noch Liste.</translation>
        </message>
        <message>
            <location filename="../console_page.py" />
            <source>The answer has no part [{step}].</source>
            <translation>Die Antwort hat keinen Teil [{step}].</translation>
        </message>
        <message>
            <location filename="../console_page.py" />
            <source>Type help for a list of commands, help-console for this console's.</source>
            <translation>help zeigt eine Liste der Befehle, help-console die Sprache dieser Konsole.</translation>
        </message>
        <message>
            <location filename="../console_page.py" />
            <source>Answers</source>
            <translation>Antworten</translation>
        </message>
        <message>
            <location filename="../console_page.py" />
            <source>Command</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <location filename="../console_page.py" />
            <source>Wallet of the commands</source>
            <translation>Wallet der Befehle</translation>
        </message>
        <message>
            <location filename="../console_page.py" />
            <source>Larger</source>
            <translation>Größer</translation>
        </message>
        <message>
            <location filename="../console_page.py" />
            <source>Smaller</source>
            <translation>Kleiner</translation>
        </message>
        <message>
            <location filename="../console_page.py" />
            <source>Clear</source>
            <translation>Leeren</translation>
        </message>
        <message>
            <location filename="../console_page.py" />
            <source>Wallet</source>
            <translation>Wallet</translation>
        </message>
        <message>
            <location filename="../console_page.py" />
            <source>(none)</source>
            <translation>(keine)</translation>
        </message>
        <message>
            <location filename="../console_page.py" />
            <source>{message} (code {code})</source>
            <translation>{message} (Code {code})</translation>
        </message>
        <message>
            <location filename="../console_page.py" />
            <source>The command failed: {error}</source>
            <translation>Der Befehl ist fehlgeschlagen: {error}</translation>
        </message>
        <message>
            <location filename="../console_parser.py" />
            <source>There is no command.</source>
            <translation>Es fehlt ein Befehl.</translation>
        </message>
        <message>
            <location filename="../console_parser.py" />
            <source>A parenthesis is not closed.</source>
            <translation>Eine Klammer ist nicht geschlossen.</translation>
        </message>
        <message>
            <location filename="../console_parser.py" />
            <source>There is a closing parenthesis too much.</source>
            <translation>Eine schließende Klammer ist zu viel.</translation>
        </message>
        <message>
            <location filename="../console_parser.py" />
            <source>A parenthesis must follow a command.</source>
            <translation>Eine Klammer muss auf einen Befehl folgen.</translation>
        </message>
        <message>
            <location filename="../console_parser.py" />
            <source>A quotation mark is not closed.</source>
            <translation>Ein Anführungszeichen ist nicht geschlossen.</translation>
        </message>
        <message>
            <location filename="../console_parser.py" />
            <source>A bracket is not closed.</source>
            <translation>Eine eckige Klammer ist nicht geschlossen.</translation>
        </message>
        <message>
            <location filename="../create_wallet_dialog.py" />
            <source>Create wallet</source>
            <translation>Wallet anlegen</translation>
        </message>
        <message>
            <location filename="../create_wallet_dialog.py" />
            <source>Encrypt with a passphrase</source>
            <translation>Mit einer Passphrase verschlüsseln</translation>
        </message>
        <message>
            <location filename="../create_wallet_dialog.py" />
            <source>Watch-only: no private keys</source>
            <translation>Nur beobachten: keine privaten Schlüssel</translation>
        </message>
        <message>
            <location filename="../create_wallet_dialog.py" />
            <source>Blank: no keys yet</source>
            <translation>Leer: noch keine Schlüssel</translation>
        </message>
        <message>
            <location filename="../create_wallet_dialog.py" />
            <source>Keys are in a signing device</source>
            <translation>Schlüssel sind in einem Signiergerät</translation>
        </message>
        <message>
            <location filename="../create_wallet_dialog.py" />
            <source>Create</source>
            <translation>Anlegen</translation>
        </message>
        <message>
            <location filename="../create_wallet_dialog.py" />
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <location filename="../create_wallet_dialog.py" />
            <source>Passphrase</source>
            <translation>Passphrase</translation>
        </message>
        <message>
            <location filename="../create_wallet_dialog.py" />
            <source>Repeat it</source>
            <translation>Wiederholen</translation>
        </message>
        <message>
            <location filename="../create_wallet_dialog.py" />
            <source>The two are not the same.</source>
            <translation>Die beiden stimmen nicht überein.</translation>
        </message>
        <message>
            <location filename="../fee_box.py" />
            <source>{minutes:g} minutes ({blocks} blocks)</source>
            <translation>{minutes:g} Minuten ({blocks} Blöcke)</translation>
        </message>
        <message>
            <location filename="../fee_box.py" />
            <source>{hours:.3g} hours ({blocks} blocks)</source>
            <translation>{hours:.3g} Stunden ({blocks} Blöcke)</translation>
        </message>
        <message>
            <location filename="../fee_box.py" />
            <source>{days:.2g} days ({blocks} blocks)</source>
            <translation>{days:.2g} Tage ({blocks} Blöcke)</translation>
        </message>
        <message>
            <location filename="../fee_box.py" />
            <source>Recommended</source>
            <translation>Empfohlen</translation>
        </message>
        <message>
            <location filename="../fee_box.py" />
            <source>Custom, per kilobyte</source>
            <translation>Eigene, je Kilobyte</translation>
        </message>
        <message>
            <location filename="../fee_box.py" />
            <source>Fee per kilobyte</source>
            <translation>Gebühr je Kilobyte</translation>
        </message>
        <message>
            <location filename="../fee_box.py" />
            <source>Should confirm within</source>
            <translation>Soll bestätigt sein innerhalb von</translation>
        </message>
        <message>
            <location filename="../fee_box.py" />
            <source>{amount} per kB</source>
            <translation>{amount} je kB</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>Client version</source>
            <translation>Programmversion</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>Data directory</source>
            <translation>Datenverzeichnis</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>Blocks directory</source>
            <translation>Blockverzeichnis</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>Screen opened</source>
            <translation>Fenster geöffnet</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>Network</source>
            <translation>Netzwerk</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>Connections</source>
            <translation>Verbindungen</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>Local addresses</source>
            <translation>Eigene Adressen</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>Block chain</source>
            <translation>Blockkette</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>Blocks</source>
            <translation>Blöcke</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>Headers</source>
            <translation>Header</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>Last block time</source>
            <translation>Zeit des letzten Blocks</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>Last block</source>
            <translation>Letzter Block</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>Memory pool</source>
            <translation>Speicherpool</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>Transactions</source>
            <translation>Transaktionen</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>{count} (in: {inbound}, out: {outbound})</source>
            <translation>{count} (eingehend: {inbound}, ausgehend: {outbound})</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>{connections}, network off</source>
            <translation>{connections}, Netzwerk aus</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>{used} of {most}</source>
            <translation>{used} von {most}</translation>
        </message>
        <message>
            <location filename="../information_page.py" />
            <source>none known</source>
            <translation>keine bekannt</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>Welcome to Dash Core</source>
            <translation>Willkommen bei Dash Core</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>Use the default folder</source>
            <translation>Den üblichen Ordner verwenden</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>Use another folder</source>
            <translation>Einen anderen Ordner verwenden</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>Data folder</source>
            <translation>Datenordner</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>Browse…</source>
            <translation>Durchsuchen …</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>Keep only the newest blocks, up to</source>
            <translation>Nur die neuesten Blöcke behalten, bis zu</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source> GB</source>
            <translation> GB</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>Block storage</source>
            <translation>Speicherplatz für Blöcke</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>Dash Core keeps a copy of the Dash block chain and your wallets in a folder of this computer. Choose it now: moving it later takes copying by hand.</source>
            <translation>Dash Core hält eine Kopie der Dash-Blockkette und Ihre Wallets in einem Ordner dieses Rechners. Wählen Sie ihn jetzt: Später müsste von Hand kopiert werden.</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>Where the data goes</source>
            <translation>Wohin die Daten kommen</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>How much is kept</source>
            <translation>Wie viel behalten wird</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>Every block is still downloaded and checked once. Going back to keeping all takes downloading all again.</source>
            <translation>Jeder Block wird trotzdem einmal geladen und geprüft. Wer später alle behalten will, muss alle noch einmal laden.</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>Welcome</source>
            <translation>Willkommen</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>No folder can be made there.</source>
            <translation>Dort kann kein Ordner angelegt werden.</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>The folder could not be made: {reason}.</source>
            <translation>Der Ordner konnte nicht angelegt werden: {reason}.</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>{free:.1f} GB are free.</source>
            <translation>{free:.1f} GB sind frei.</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>{free:.1f} GB are free; about {need} GB are needed.</source>
            <translation>{free:.1f} GB sind frei; etwa {need} GB werden gebraucht.</translation>
        </message>
        <message>
            <location filename="../intro_dialog.py" />
            <source>{free:.1f} GB are free; about {need} GB are needed: that is not enough.</source>
            <translation>{free:.1f} GB sind frei; etwa {need} GB werden gebraucht: Das reicht nicht.</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>&amp;Settings</source>
            <translation>&amp;Einstellungen</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>&amp;Window</source>
            <translation>&amp;Fenster</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>Open &amp;debug log</source>
            <translation>P&amp;rotokoll (debug.log) öffnen</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>Open confi&amp;guration file</source>
            <translation>&amp;Konfigurationsdatei öffnen</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>&amp;Command-line options</source>
            <translation>&amp;Befehlszeilenoptionen</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>&amp;About Dash Core</source>
            <translation>&amp;Über Dash Core</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>About &amp;Qt</source>
            <translation>Über &amp;Qt</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>No program was found that opens {path}.</source>
            <translation>Kein Programm gefunden, das {path} öffnet.</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>This node runs without wallets.</source>
            <translation>Dieser Knoten läuft ohne Wallets.</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>No wallet is open.</source>
            <translation>Keine Wallet ist geöffnet.</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>Create, open or restore one from the File menu.</source>
            <translation>Im Menü Datei kann eine angelegt, geöffnet oder wiederhergestellt werden.</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>Tabs</source>
            <translation>Reiter</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>&amp;Discreet mode</source>
            <translation>Beträge &amp;verbergen</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>&amp;Options…</source>
            <translation>&amp;Optionen …</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>&amp;Minimize</source>
            <translation>&amp;Minimieren</translation>
        </message>
        <message>
            <location filename="../main_window.py" />
            <source>E&amp;xit</source>
            <translation>B&amp;eenden</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>The message was signed with the key of this address.</source>
            <translation>Die Nachricht wurde mit dem Schlüssel dieser Adresse signiert.</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>The address is invalid.</source>
            <translation>Die Adresse ist ungültig.</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>The address does not refer to a key.</source>
            <translation>Die Adresse gehört zu keinem Schlüssel.</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>The signature could not be decoded.</source>
            <translation>Die Signatur konnte nicht gelesen werden.</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>The signature does not fit the message.</source>
            <translation>Die Signatur passt nicht zur Nachricht.</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>The message was not signed with the key of this address.</source>
            <translation>Die Nachricht wurde nicht mit dem Schlüssel dieser Adresse signiert.</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>Signed messages</source>
            <translation>Signierte Nachrichten</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>Sign</source>
            <translation>Signieren</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>Verify</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>Message</source>
            <translation>Nachricht</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>Signature</source>
            <translation>Signatur</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>Sign message</source>
            <translation>Nachricht signieren</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>Copy signature</source>
            <translation>Signatur kopieren</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>Sign only statements that you agree to: whoever asks may use your signature elsewhere.</source>
            <translation>Signieren Sie nur Aussagen, denen Sie zustimmen: Wer darum bittet, könnte Ihre Signatur anderswo verwenden.</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>The message is signed.</source>
            <translation>Die Nachricht ist signiert.</translation>
        </message>
        <message>
            <location filename="../message_dialog.py" />
            <source>Verify message</source>
            <translation>Nachricht prüfen</translation>
        </message>
        <message>
            <location filename="../mnemonic_dialog.py" />
            <source>Recovery phrase - {wallet}</source>
            <translation>Wiederherstellungswörter - {wallet}</translation>
        </message>
        <message>
            <location filename="../mnemonic_dialog.py" />
            <source>Show the words</source>
            <translation>Die Wörter zeigen</translation>
        </message>
        <message>
            <location filename="../mnemonic_dialog.py" />
            <source>I have written the words down</source>
            <translation>Ich habe die Wörter aufgeschrieben</translation>
        </message>
        <message>
            <location filename="../mnemonic_dialog.py" />
            <source>Next</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <location filename="../mnemonic_dialog.py" />
            <source>Enter these words, to be sure that they can be read:</source>
            <translation>Geben Sie diese Wörter ein, um sicher zu sein, dass sie lesbar sind:</translation>
        </message>
        <message>
            <location filename="../mnemonic_dialog.py" />
            <source>This wallet has no recovery phrase, or is locked.</source>
            <translation>Diese Wallet hat keine Wiederherstellungswörter oder ist gesperrt.</translation>
        </message>
        <message>
            <location filename="../mnemonic_dialog.py" />
            <source>These {count} words are the wallet: whoever has them can spend what it holds, and with them it can be made again. Write them down and keep them where nobody else finds them.</source>
            <translation>Diese {count} Wörter sind die Wallet: Wer sie hat, kann ausgeben, was sie enthält, und sie lässt sich damit wiederherstellen. Schreiben Sie die Wörter auf und verwahren Sie sie, wo niemand sonst sie findet.</translation>
        </message>
        <message>
            <location filename="../mnemonic_dialog.py" />
            <source>The phrase has a passphrase of its own.</source>
            <translation>Zu den Wörtern gehört eine eigene Passphrase.</translation>
        </message>
        <message>
            <location filename="../mnemonic_dialog.py" />
            <source>Word {number}</source>
            <translation>Wort {number}</translation>
        </message>
        <message>
            <location filename="../mnemonic_dialog.py" />
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <location filename="../mnemonic_dialog.py" />
            <source>This is another word.</source>
            <translation>Das ist ein anderes Wort.</translation>
        </message>
        <message>
            <location filename="../node_window.py" />
            <source>Node</source>
            <translation>Knoten</translation>
        </message>
        <message>
            <location filename="../node_window.py" />
            <source>Information</source>
            <translation>Information</translation>
        </message>
        <message>
            <location filename="../node_window.py" />
            <source>Console</source>
            <translation>Konsole</translation>
        </message>
        <message>
            <location filename="../node_window.py" />
            <source>Network traffic</source>
            <translation>Netzwerkverkehr</translation>
        </message>
        <message>
            <location filename="../node_window.py" />
            <source>Peers</source>
            <translation>Gegenstellen</translation>
        </message>
        <message>
            <location filename="../node_window.py" />
            <source>Bans</source>
            <translation>Sperren</translation>
        </message>
        <message>
            <location filename="../node_window.py" />
            <source>Repair</source>
            <translation>Reparatur</translation>
        </message>
        <message>
            <location filename="../notifier.py" />
            <source>Incoming transaction</source>
            <translation>Eingehende Transaktion</translation>
        </message>
        <message>
            <location filename="../notifier.py" />
            <source>Sent transaction</source>
            <translation>Gesendete Transaktion</translation>
        </message>
        <message>
            <location filename="../notifier.py" />
            <source>Amount: {amount}</source>
            <translation>Betrag: {amount}</translation>
        </message>
        <message>
            <location filename="../notifier.py" />
            <source>Type: {type}</source>
            <translation>Art: {type}</translation>
        </message>
        <message>
            <location filename="../notifier.py" />
            <source>Wallet: {wallet}</source>
            <translation>Wallet: {wallet}</translation>
        </message>
        <message>
            <location filename="../notifier.py" />
            <source>Label: {label}</source>
            <translation>Bezeichnung: {label}</translation>
        </message>
        <message>
            <location filename="../notifier.py" />
            <source>Address: {address}</source>
            <translation>Adresse: {address}</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Database cache</source>
            <translation>Datenbank-Zwischenspeicher</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Memory for unspent coins.</source>
            <translation>Arbeitsspeicher für nicht ausgegebene Münzen.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Script verification threads</source>
            <translation>Threads zur Skriptprüfung</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>0: as many as there are processors; below: so many fewer.</source>
            <translation>0: so viele, wie es Prozessoren gibt; darunter: entsprechend weniger.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Prune block storage to</source>
            <translation>Blockspeicher begrenzen auf</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>0 keeps all blocks; else at least 945 MiB.</source>
            <translation>0 behält alle Blöcke; sonst mindestens 945 MiB.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Serve RPC commands</source>
            <translation>RPC-Befehle annehmen</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Needed by dash-cli and by other programs.</source>
            <translation>Nötig für dash-cli und andere Programme.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Spend unconfirmed change</source>
            <translation>Unbestätigtes Wechselgeld ausgeben</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Change of payments that no block holds yet.</source>
            <translation>Wechselgeld von Zahlungen, die noch in keinem Block stehen.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Run without wallets</source>
            <translation>Ohne Wallets laufen</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>The node then starts no wallet process.</source>
            <translation>Der Knoten startet dann keinen Wallet-Prozess.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Program of a signing device</source>
            <translation>Programm eines Signiergeräts</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Asked for addresses and signatures of wallets whose keys are in a device.</source>
            <translation>Wird nach Adressen und Signaturen von Wallets gefragt, deren Schlüssel in einem Gerät sind.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Accept connections</source>
            <translation>Verbindungen annehmen</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Let other nodes connect to this one.</source>
            <translation>Andere Knoten dürfen sich mit diesem verbinden.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>SOCKS5 proxy</source>
            <translation>SOCKS5-Proxy</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>host:port; empty for none.</source>
            <translation>Rechner:Port; leer für keinen.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Proxy for Tor</source>
            <translation>Proxy für Tor</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>host:port; empty: the proxy above.</source>
            <translation>Rechner:Port; leer: der Proxy darüber.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>System</source>
            <translation>System</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Options</source>
            <translation>Optionen</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Show an icon in the tray</source>
            <translation>Ein Symbol im Infobereich zeigen</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Minimize to the tray</source>
            <translation>In den Infobereich minimieren</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Minimize when the window is closed</source>
            <translation>Beim Schließen des Fensters minimieren</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Main</source>
            <translation>Haupteinstellungen</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Display</source>
            <translation>Anzeige</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Links of a transaction's menu; %s stands for its id. A bar (|) separates several links.</source>
            <translation>Einträge im Menü einer Transaktion; %s steht für ihre Kennung. Ein Strich (|) trennt mehrere Einträge.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Unit of amounts</source>
            <translation>Einheit der Beträge</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Colours</source>
            <translation>Farben</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Block explorers</source>
            <translation>Block-Explorer</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>The program then ends with Exit from the File menu only.</source>
            <translation>Das Programm endet dann nur noch über Beenden im Menü Datei.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>This desktop has no tray.</source>
            <translation>Diese Arbeitsumgebung hat keinen Infobereich.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>Set by the command line, so not here: {options}.</source>
            <translation>Durch die Befehlszeile festgelegt, daher nicht hier: {options}.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>The node must be restarted for this to work.</source>
            <translation>Dazu muss der Knoten neu gestartet werden.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>The language changes when the program is started the next time.</source>
            <translation>Die Sprache ändert sich beim nächsten Start des Programms.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>settings.json could not be written.</source>
            <translation>settings.json konnte nicht geschrieben werden.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>The options were saved. Restart the node to use them.</source>
            <translation>Die Optionen sind gespeichert. Sie gelten nach einem Neustart des Knotens.</translation>
        </message>
        <message>
            <location filename="../options_dialog.py" />
            <source>All options are as at the first start. Restart the node to use them.</source>
            <translation>Alle Optionen sind wie beim ersten Start. Sie gelten nach einem Neustart des Knotens.</translation>
        </message>
        <message>
            <location filename="../overview_page.py" />
            <source>Available</source>
            <translation>Verfügbar</translation>
        </message>
        <message>
            <location filename="../overview_page.py" />
            <source>Pending</source>
            <translation>Ausstehend</translation>
        </message>
        <message>
            <location filename="../overview_page.py" />
            <source>Immature</source>
            <translation>Unreif</translation>
        </message>
        <message>
            <location filename="../overview_page.py" />
            <source>Total</source>
            <translation>Gesamt</translation>
        </message>
        <message>
            <location filename="../overview_page.py" />
            <source>The wallet is catching up with the chain.</source>
            <translation>Die Wallet holt die Blockkette nach.</translation>
        </message>
        <message>
            <location filename="../overview_page.py" />
            <source>Balances</source>
            <translation>Guthaben</translation>
        </message>
        <message>
            <location filename="../overview_page.py" />
            <source>Recent transactions</source>
            <translation>Letzte Transaktionen</translation>
        </message>
        <message>
            <location filename="../overview_page.py" />
            <source>Watch-only</source>
            <translation>Nur beobachtet</translation>
        </message>
        <message>
            <location filename="../overview_page.py" />
            <source>{name}, watch-only</source>
            <translation>{name}, nur beobachtet</translation>
        </message>
        <message>
            <location filename="../overview_page.py" />
            <source>Hidden in discreet mode.</source>
            <translation>Verborgen, solange Beträge verborgen sind.</translation>
        </message>
        <message>
            <location filename="../overview_page.py" />
            <source>There are no transactions yet.</source>
            <translation>Es gibt noch keine Transaktionen.</translation>
        </message>
        <message>
            <location filename="../passphrase_dialog.py" />
            <source>Encrypt wallet</source>
            <translation>Wallet verschlüsseln</translation>
        </message>
        <message>
            <location filename="../passphrase_dialog.py" />
            <source>Unlock wallet</source>
            <translation>Wallet entsperren</translation>
        </message>
        <message>
            <location filename="../passphrase_dialog.py" />
            <source>Change passphrase</source>
            <translation>Passphrase ändern</translation>
        </message>
        <message>
            <location filename="../passphrase_dialog.py" />
            <source>Choose a passphrase of ten or more random characters, or eight or more words. If you lose it, nobody can bring back what the wallet holds. Backups made before keep their keys unencrypted.</source>
            <translation>Wählen Sie eine Passphrase aus mindestens zehn zufälligen Zeichen oder mindestens acht Wörtern. Geht sie verloren, kann niemand zurückholen, was die Wallet enthält. In früheren Sicherungen bleiben die Schlüssel unverschlüsselt.</translation>
        </message>
        <message>
            <location filename="../passphrase_dialog.py" />
            <source>This needs the wallet's passphrase.</source>
            <translation>Dazu wird die Passphrase der Wallet gebraucht.</translation>
        </message>
        <message>
            <location filename="../passphrase_dialog.py" />
            <source>Enter the old and the new passphrase of the wallet.</source>
            <translation>Geben Sie die alte und die neue Passphrase der Wallet ein.</translation>
        </message>
        <message>
            <location filename="../passphrase_dialog.py" />
            <source>New passphrase</source>
            <translation>Neue Passphrase</translation>
        </message>
        <message>
            <location filename="../passphrase_dialog.py" />
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <location filename="../passphrase_dialog.py" />
            <source>The wallet could not be encrypted.</source>
            <translation>Die Wallet konnte nicht verschlüsselt werden.</translation>
        </message>
        <message>
            <location filename="../passphrase_dialog.py" />
            <source>The passphrase is wrong.</source>
            <translation>Die Passphrase ist falsch.</translation>
        </message>
        <message>
            <location filename="../passphrase_dialog.py" />
            <source>The old passphrase is wrong.</source>
            <translation>Die alte Passphrase ist falsch.</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Inbound</source>
            <translation>Eingehend</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Outbound, full relay</source>
            <translation>Ausgehend, alles</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Outbound, blocks only</source>
            <translation>Ausgehend, nur Blöcke</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Outbound, manual</source>
            <translation>Ausgehend, von Hand</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Outbound, test</source>
            <translation>Ausgehend, Probe</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Outbound, addresses</source>
            <translation>Ausgehend, Adressen</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>not routable</source>
            <translation>nicht routbar</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>{time} ms</source>
            <translation>{time} ms</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>{age} ago</source>
            <translation>{age} her</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>never</source>
            <translation>nie</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>to us</source>
            <translation>an uns</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>from us</source>
            <translation>von uns</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>{count} taken, {limited} too fast</source>
            <translation>{count} übernommen, {limited} zu schnell</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Our end</source>
            <translation>Unser Ende</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Sees us as</source>
            <translation>Sieht uns als</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>User agent</source>
            <translation>Programm</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Services</source>
            <translation>Dienste</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Permissions</source>
            <translation>Rechte</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Transport</source>
            <translation>Transport</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>being agreed on</source>
            <translation>wird vereinbart</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Mapped system</source>
            <translation>Autonomes System</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Takes transactions</source>
            <translation>Nimmt Transaktionen</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Compact blocks unasked</source>
            <translation>Kompakte Blöcke ungefragt</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Connected for</source>
            <translation>Verbindungsdauer</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Sent last</source>
            <translation>Zuletzt gesendet</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Received last</source>
            <translation>Zuletzt empfangen</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Sent</source>
            <translation>Gesendet</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Received</source>
            <translation>Empfangen</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Ping</source>
            <translation>Ping</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Fastest ping</source>
            <translation>Schnellster Ping</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Ping due for</source>
            <translation>Ping überfällig</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Clock ahead by</source>
            <translation>Uhr geht vor um</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>{seconds} s</source>
            <translation>{seconds} s</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Height at the start</source>
            <translation>Höhe zu Beginn</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Common headers</source>
            <translation>Gemeinsame Header</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Common blocks</source>
            <translation>Gemeinsame Blöcke</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Last transaction</source>
            <translation>Letzte Transaktion</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Addresses</source>
            <translation>Adressen</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Misbehaviour</source>
            <translation>Fehlverhalten</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>Session</source>
            <translation>Sitzung</translation>
        </message>
        <message>
            <location filename="../peer_facts.py" />
            <source>not encrypted</source>
            <translation>nicht verschlüsselt</translation>
        </message>
        <message>
            <location filename="../peers_page.py" />
            <source>Peer</source>
            <translation>Gegenstelle</translation>
        </message>
        <message>
            <location filename="../peers_page.py" />
            <source>Age</source>
            <translation>Alter</translation>
        </message>
        <message>
            <location filename="../peers_page.py" />
            <source>Disconnect</source>
            <translation>Trennen</translation>
        </message>
        <message>
            <location filename="../peers_page.py" />
            <source>Ban for</source>
            <translation>Sperren für</translation>
        </message>
        <message>
            <location filename="../peers_page.py" />
            <source>Details of the peer</source>
            <translation>Einzelheiten der Gegenstelle</translation>
        </message>
        <message numerus="yes">
            <location filename="../peers_page.py" />
            <source>{n} peers are chosen.</source>
            <translation>
                <numerusform>{n} Gegenstelle ist gewählt.</numerusform>
                <numerusform>{n} Gegenstellen sind gewählt.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../peers_page.py" />
            <source>Choose a peer to see more of it.</source>
            <translation>Eine Gegenstelle wählen, um mehr von ihr zu sehen.</translation>
        </message>
        <message>
            <location filename="../peers_page.py" />
            <source>There are no connections.</source>
            <translation>Es gibt keine Verbindungen.</translation>
        </message>
        <message>
            <location filename="../peers_page.py" />
            <source>Cannot be banned: {addresses}</source>
            <translation>Kann nicht gesperrt werden: {addresses}</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Partially signed transactions (*.psbt)</source>
            <translation>Teilweise signierte Transaktionen (*.psbt)</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Partially signed transaction</source>
            <translation>Teilweise signierte Transaktion</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Broadcast</source>
            <translation>Senden</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Save…</source>
            <translation>Speichern …</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>{name} could not be written: {reason}.</source>
            <translation>{name} konnte nicht geschrieben werden: {reason}.</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Saved to {name}.</source>
            <translation>Gespeichert in {name}.</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Pays to</source>
            <translation>Zahlt an</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Outputs</source>
            <translation>Ausgänge</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Transaction fee</source>
            <translation>Transaktionsgebühr</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Total with fee</source>
            <translation>Gesamt mit Gebühr</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Inputs</source>
            <translation>Eingänge</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>not known: what some input spends is missing</source>
            <translation>nicht bekannt: Es fehlt, was ein Eingang ausgibt</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>not known</source>
            <translation>nicht bekannt</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>{inputs}, {unsigned} without a signature</source>
            <translation>{inputs}, {unsigned} ohne Signatur</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>(a script without an address)</source>
            <translation>(ein Skript ohne Adresse)</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>this wallet</source>
            <translation>diese Wallet</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Every input is signed: the transaction can be sent.</source>
            <translation>Jeder Eingang ist signiert: Die Transaktion kann gesendet werden.</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>This wallet has no keys for what still lacks signatures.</source>
            <translation>Diese Wallet hat keine Schlüssel für das, was noch zu signieren ist.</translation>
        </message>
        <message numerus="yes">
            <location filename="../psbt_dialog.py" />
            <source>Signed {n} inputs; others must sign too.</source>
            <translation>
                <numerusform>{n} Eingang signiert; andere müssen auch signieren.</numerusform>
                <numerusform>{n} Eingänge signiert; andere müssen auch signieren.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Signatures are missing.</source>
            <translation>Es fehlen Signaturen.</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>No wallet is open that could sign.</source>
            <translation>Keine Wallet ist geöffnet, die signieren könnte.</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>This wallet holds no private keys: copy or save the transaction, and sign it elsewhere.</source>
            <translation>Diese Wallet enthält keine privaten Schlüssel: Kopieren oder speichern Sie die Transaktion und signieren Sie sie anderswo.</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>The node refused it: {refusal}</source>
            <translation>Der Knoten hat sie abgelehnt: {refusal}</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Sent: {txid}</source>
            <translation>Gesendet: {txid}</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Copied to the clipboard.</source>
            <translation>In die Zwischenablage kopiert.</translation>
        </message>
        <message>
            <location filename="../psbt_dialog.py" />
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <location filename="../psbt_summary.py" />
            <source>PSBT file must be smaller than 100 MiB</source>
            <translation>Eine PSBT-Datei muss kleiner als 100 MiB sein</translation>
        </message>
        <message>
            <location filename="../psbt_summary.py" />
            <source>invalid base64</source>
            <translation>ungültiges Base64</translation>
        </message>
        <message>
            <location filename="../qr_code.py" />
            <source>The link is too long for a QR code: shorten label or message.</source>
            <translation>Der Link ist zu lang für einen QR-Code: Kürzen Sie Bezeichnung oder Nachricht.</translation>
        </message>
        <message>
            <location filename="../qr_code.py" />
            <source>QR code of {text}</source>
            <translation>QR-Code von {text}</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>Create request</source>
            <translation>Anforderung erstellen</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>Ask for a payment</source>
            <translation>Eine Zahlung anfordern</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>What the address is for; only you see it in the address book</source>
            <translation>Wofür die Adresse ist; nur Sie sehen es im Adressbuch</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>Shown to whoever opens the request</source>
            <translation>Wird allen gezeigt, die die Anforderung öffnen</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>Requested</source>
            <translation>Angefordert</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>Requested payments</source>
            <translation>Angeforderte Zahlungen</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>(no amount)</source>
            <translation>(kein Betrag)</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>(no label)</source>
            <translation>(keine Bezeichnung)</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>(no message)</source>
            <translation>(keine Nachricht)</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>The wallet has no addresses to give.</source>
            <translation>Die Wallet hat keine Adressen zu vergeben.</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>Copy link</source>
            <translation>Link kopieren</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>Copy label</source>
            <translation>Bezeichnung kopieren</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>Copy message</source>
            <translation>Nachricht kopieren</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>Payment request {label}</source>
            <translation>Zahlungsanforderung {label}</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>Save image…</source>
            <translation>Bild speichern …</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>Show on device</source>
            <translation>Auf dem Gerät zeigen</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>The device that holds the keys shows the address, to compare.</source>
            <translation>Das Gerät mit den Schlüsseln zeigt die Adresse zum Vergleich.</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>Link</source>
            <translation>Link</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>The device cannot show this address.</source>
            <translation>Das Gerät kann diese Adresse nicht zeigen.</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>Save QR code</source>
            <translation>QR-Code speichern</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>PNG images (*.png)</source>
            <translation>PNG-Bilder (*.png)</translation>
        </message>
        <message>
            <location filename="../receive_page.py" />
            <source>{name} could not be written.</source>
            <translation>{name} konnte nicht geschrieben werden.</translation>
        </message>
        <message>
            <location filename="../recipient_entry.py" />
            <source>Subtract fee from amount</source>
            <translation>Gebühr vom Betrag abziehen</translation>
        </message>
        <message>
            <location filename="../recipient_entry.py" />
            <source>Addresses…</source>
            <translation>Adressen …</translation>
        </message>
        <message>
            <location filename="../recipient_entry.py" />
            <source>Paste</source>
            <translation>Einfügen</translation>
        </message>
        <message>
            <location filename="../recipient_entry.py" />
            <source>Use available balance</source>
            <translation>Verfügbares Guthaben verwenden</translation>
        </message>
        <message>
            <location filename="../recipient_entry.py" />
            <source>Dash address, or dash: link</source>
            <translation>Dash-Adresse oder dash:-Link</translation>
        </message>
        <message>
            <location filename="../recipient_entry.py" />
            <source>Pay to</source>
            <translation>Zahlen an</translation>
        </message>
        <message>
            <location filename="../recipient_entry.py" />
            <source>Name for the address book</source>
            <translation>Name für das Adressbuch</translation>
        </message>
        <message>
            <location filename="../recipient_entry.py" />
            <source>Enter an address.</source>
            <translation>Eine Adresse eingeben.</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>The rescan is done.</source>
            <translation>Das erneute Durchsuchen ist fertig.</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>The rescan failed: some blocks could not be read.</source>
            <translation>Das erneute Durchsuchen ist fehlgeschlagen: Einige Blöcke waren nicht lesbar.</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>The rescan was stopped.</source>
            <translation>Das erneute Durchsuchen wurde angehalten.</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>Rescan from the wallet's birth</source>
            <translation>Seit der Entstehung der Wallet durchsuchen</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>Rescan from genesis</source>
            <translation>Vom ersten Block an durchsuchen</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>Progress of the rescan</source>
            <translation>Fortschritt des Durchsuchens</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>Rebuild the unspent coins…</source>
            <translation>Nicht ausgegebene Münzen neu aufbauen …</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>Rebuild everything…</source>
            <translation>Alles neu aufbauen …</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>Rescan the block chain</source>
            <translation>Blockkette erneut durchsuchen</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>Finds transactions that the wallet missed, for instance after keys were imported.</source>
            <translation>Findet Transaktionen, die der Wallet entgangen sind, etwa nachdem Schlüssel importiert wurden.</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>Rebuild the node's databases</source>
            <translation>Datenbanken des Knotens neu aufbauen</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>Mends databases that are damaged: the node is restarted, and goes through its blocks again. Wallets are not touched. The unspent coins alone take less time than everything.</source>
            <translation>Stellt beschädigte Datenbanken wieder her: Der Knoten wird neu gestartet und geht seine Blöcke noch einmal durch. Wallets bleiben unberührt. Die nicht ausgegebenen Münzen allein brauchen weniger Zeit als alles.</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>Restarts the node with {option}</source>
            <translation>Startet den Knoten neu mit {option}</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>This screen is attached to a node that was started elsewhere: restart it there with {option}.</source>
            <translation>Dieses Fenster zeigt einen Knoten, der anderswo gestartet wurde: Starten Sie ihn dort neu mit {option}.</translation>
        </message>
        <message>
            <location filename="../repair_page.py" />
            <source>The node is restarted, which may take hours until it has gone through all blocks. Do you want that?</source>
            <translation>Der Knoten wird neu gestartet; es kann Stunden dauern, bis er alle Blöcke durchgegangen ist. Wollen Sie das?</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Choose coins…</source>
            <translation>Münzen wählen …</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Coins are chosen by the wallet.</source>
            <translation>Die Wallet wählt die Münzen.</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Change to</source>
            <translation>Wechselgeld an</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Send</source>
            <translation>Senden</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Clear all</source>
            <translation>Alles leeren</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Add recipient</source>
            <translation>Empfänger hinzufügen</translation>
        </message>
        <message numerus="yes">
            <location filename="../send_page.py" />
            <source>{n} coins, {amount}</source>
            <translation>
                <numerusform>{n} Münze, {amount}</numerusform>
                <numerusform>{n} Münzen, {amount}</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Create unsigned</source>
            <translation>Unsigniert erstellen</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Do you want to make this transaction, to be signed elsewhere?</source>
            <translation>Wollen Sie diese Transaktion erstellen, um sie anderswo zu signieren?</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Coins and change</source>
            <translation>Münzen und Wechselgeld</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Address that gets the change</source>
            <translation>Adresse, die das Wechselgeld erhält</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Change address</source>
            <translation>Wechselgeldadresse</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Balance: {amount}</source>
            <translation>Guthaben: {amount}</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>{amount} to {payee}</source>
            <translation>{amount} an {payee}</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Transaction fee: {amount} (subtracted from amounts)</source>
            <translation>Transaktionsgebühr: {amount} (von den Beträgen abgezogen)</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Transaction fee: {amount}</source>
            <translation>Transaktionsgebühr: {amount}</translation>
        </message>
        <message numerus="yes">
            <location filename="../send_page.py" />
            <source>Size: {size} bytes, {n} inputs</source>
            <translation>
                <numerusform>Größe: {size} Bytes, {n} Eingang</numerusform>
                <numerusform>Größe: {size} Bytes, {n} Eingänge</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Total: {amount}</source>
            <translation>Gesamt: {amount}</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Confirm sending</source>
            <translation>Senden bestätigen</translation>
        </message>
        <message>
            <location filename="../send_page.py" />
            <source>Do you want to send this?</source>
            <translation>Wollen Sie das senden?</translation>
        </message>
        <message>
            <location filename="../shutdown_window.py" />
            <source>Do not switch the computer off before this window is gone.</source>
            <translation>Schalten Sie den Rechner nicht aus, bevor dieses Fenster verschwunden ist.</translation>
        </message>
        <message>
            <location filename="../shutdown_window.py" />
            <source>The node is shutting down</source>
            <translation>Der Knoten wird beendet</translation>
        </message>
        <message>
            <location filename="../shutdown_window.py" />
            <source>Dash Core is shutting down…</source>
            <translation>Dash Core wird beendet …</translation>
        </message>
        <message>
            <location filename="../splash.py" />
            <source>Esc stops the start.</source>
            <translation>Esc bricht den Start ab.</translation>
        </message>
        <message>
            <location filename="../splash.py" />
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <location filename="../splash.py" />
            <source>Version {version}</source>
            <translation>Version {version}</translation>
        </message>
        <message>
            <location filename="../splash.py" />
            <source>Stopping, as soon as what is under way allows it…</source>
            <translation>Wird angehalten, sobald das Laufende es zulässt …</translation>
        </message>
        <message numerus="yes">
            <location filename="../status_bar.py" />
            <source>{n} years</source>
            <translation>
                <numerusform>{n} Jahr</numerusform>
                <numerusform>{n} Jahre</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../status_bar.py" />
            <source>{n} weeks</source>
            <translation>
                <numerusform>{n} Woche</numerusform>
                <numerusform>{n} Wochen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../status_bar.py" />
            <source>{n} days</source>
            <translation>
                <numerusform>{n} Tag</numerusform>
                <numerusform>{n} Tage</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../status_bar.py" />
            <source>{n} hours</source>
            <translation>
                <numerusform>{n} Stunde</numerusform>
                <numerusform>{n} Stunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../status_bar.py" />
            <source>{n} minutes</source>
            <translation>
                <numerusform>{n} Minute</numerusform>
                <numerusform>{n} Minuten</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../status_bar.py" />
            <source>{n} seconds</source>
            <translation>
                <numerusform>{n} Sekunde</numerusform>
                <numerusform>{n} Sekunden</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Not encrypted</source>
            <translation>Unverschlüsselt</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Anybody who gets the wallet's file can spend from it.</source>
            <translation>Wer die Datei der Wallet bekommt, kann aus ihr ausgeben.</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Locked</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Spending takes the passphrase.</source>
            <translation>Zum Ausgeben wird die Passphrase gebraucht.</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Unlocked</source>
            <translation>Entsperrt</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>The passphrase was entered; it is forgotten when the wallet is locked.</source>
            <translation>Die Passphrase wurde eingegeben; sie wird vergessen, wenn die Wallet gesperrt wird.</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Show &amp;peers</source>
            <translation>&amp;Gegenstellen zeigen</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Proxy</source>
            <translation>Proxy</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>HD</source>
            <translation>HD</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Progress of catching up</source>
            <translation>Fortschritt des Aufholens</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Click to see how much is left.</source>
            <translation>Klicken, um zu sehen, wie viel noch fehlt.</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Waiting for the node…</source>
            <translation>Warten auf den Knoten …</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Up to date at block {height}</source>
            <translation>Aktuell bei Block {height}</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Reindexing blocks on disk… {height}</source>
            <translation>Blöcke auf der Platte werden neu indiziert … {height}</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Looking for peers…</source>
            <translation>Gegenstellen werden gesucht …</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Fetching headers, {percent:.1f} %</source>
            <translation>Header werden geholt, {percent:.1f} %</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Catching up, {age} behind</source>
            <translation>Holt auf, {age} zurück</translation>
        </message>
        <message numerus="yes">
            <location filename="../status_bar.py" />
            <source>{n} connections</source>
            <translation>
                <numerusform>{n} Verbindung</numerusform>
                <numerusform>{n} Verbindungen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>&amp;End all connections</source>
            <translation>Alle Verbindungen &amp;trennen</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Network off</source>
            <translation>Netzwerk aus</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Let the node &amp;connect again</source>
            <translation>Den Knoten wieder &amp;verbinden lassen</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>All connections go through {address}.</source>
            <translation>Alle Verbindungen laufen über {address}.</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>not HD</source>
            <translation>kein HD</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>All keys come from one seed.</source>
            <translation>Alle Schlüssel stammen aus einem Startwert.</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>Keys come from no single seed.</source>
            <translation>Die Schlüssel stammen nicht aus einem gemeinsamen Startwert.</translation>
        </message>
        <message>
            <location filename="../status_bar.py" />
            <source>The wallet holds no private keys.</source>
            <translation>Die Wallet enthält keine privaten Schlüssel.</translation>
        </message>
        <message>
            <location filename="../sync_overlay.py" />
            <source>Catching up with the network</source>
            <translation>Das Netzwerk wird eingeholt</translation>
        </message>
        <message>
            <location filename="../sync_overlay.py" />
            <source>Payments that are not in a block the node knows yet are not shown, and what they bring cannot be spent. The balance may therefore be out of date.</source>
            <translation>Zahlungen, deren Block der Knoten noch nicht kennt, werden nicht gezeigt, und was sie bringen, kann nicht ausgegeben werden. Das Guthaben kann daher veraltet sein.</translation>
        </message>
        <message>
            <location filename="../sync_overlay.py" />
            <source>Blocks left</source>
            <translation>Fehlende Blöcke</translation>
        </message>
        <message>
            <location filename="../sync_overlay.py" />
            <source>Progress per hour</source>
            <translation>Fortschritt je Stunde</translation>
        </message>
        <message>
            <location filename="../sync_overlay.py" />
            <source>Estimated time left</source>
            <translation>Geschätzte Restzeit</translation>
        </message>
        <message>
            <location filename="../sync_overlay.py" />
            <source>Hide</source>
            <translation>Verbergen</translation>
        </message>
        <message>
            <location filename="../sync_overlay.py" />
            <source>unknown; headers are at {height} ({percent:.1f} %)</source>
            <translation>unbekannt; die Header sind bei {height} ({percent:.1f} %)</translation>
        </message>
        <message>
            <location filename="../sync_overlay.py" />
            <source>{time} ({age} ago)</source>
            <translation>{time} ({age} her)</translation>
        </message>
        <message>
            <location filename="../sync_overlay.py" />
            <source>being measured…</source>
            <translation>wird gemessen …</translation>
        </message>
        <message>
            <location filename="../traffic_page.py" />
            <source>Bytes a second</source>
            <translation>Bytes je Sekunde</translation>
        </message>
        <message>
            <location filename="../traffic_page.py" />
            <source>{size}/s</source>
            <translation>{size}/s</translation>
        </message>
        <message>
            <location filename="../traffic_page.py" />
            <source>Time shown</source>
            <translation>Gezeigte Zeit</translation>
        </message>
        <message>
            <location filename="../traffic_page.py" />
            <source>{hours} h</source>
            <translation>{hours} h</translation>
        </message>
        <message>
            <location filename="../traffic_page.py" />
            <source>{minutes} m</source>
            <translation>{minutes} min</translation>
        </message>
        <message>
            <location filename="../traffic_page.py" />
            <source>Received: {size}</source>
            <translation>Empfangen: {size}</translation>
        </message>
        <message>
            <location filename="../traffic_page.py" />
            <source>Sent: {size}</source>
            <translation>Gesendet: {size}</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>Status</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>Source</source>
            <translation>Quelle</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>Generated</source>
            <translation>Erzeugt</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>Received with</source>
            <translation>Empfangen mit</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>To</source>
            <translation>An</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>Credit</source>
            <translation>Gutschrift</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>Debit</source>
            <translation>Belastung</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>Net amount</source>
            <translation>Nettobetrag</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>Transaction id</source>
            <translation>Transaktionskennung</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>{size} bytes</source>
            <translation>{size} Bytes</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>Output</source>
            <translation>Ausgang</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>Block</source>
            <translation>Block</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>Comment</source>
            <translation>Kommentar</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>From</source>
            <translation>Von</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>Transaction details</source>
            <translation>Einzelheiten der Transaktion</translation>
        </message>
        <message>
            <location filename="../transaction_dialog.py" />
            <source>The wallet does not hold this transaction any more.</source>
            <translation>Die Wallet enthält diese Transaktion nicht mehr.</translation>
        </message>
        <message>
            <location filename="../transaction_filter.py" />
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <location filename="../transaction_filter.py" />
            <source>Today</source>
            <translation>Heute</translation>
        </message>
        <message>
            <location filename="../transaction_filter.py" />
            <source>This week</source>
            <translation>Diese Woche</translation>
        </message>
        <message>
            <location filename="../transaction_filter.py" />
            <source>This month</source>
            <translation>Dieser Monat</translation>
        </message>
        <message>
            <location filename="../transaction_filter.py" />
            <source>Last month</source>
            <translation>Letzter Monat</translation>
        </message>
        <message>
            <location filename="../transaction_filter.py" />
            <source>This year</source>
            <translation>Dieses Jahr</translation>
        </message>
        <message>
            <location filename="../transaction_filter.py" />
            <source>Range…</source>
            <translation>Zeitraum …</translation>
        </message>
        <message>
            <location filename="../transaction_filter.py" />
            <source>Sent to</source>
            <translation>Gesendet an</translation>
        </message>
        <message>
            <location filename="../transaction_filter.py" />
            <source>To yourself</source>
            <translation>An Sie selbst</translation>
        </message>
        <message>
            <location filename="../transaction_filter.py" />
            <source>Mined</source>
            <translation>Geschürft</translation>
        </message>
        <message>
            <location filename="../transaction_filter.py" />
            <source>Platform transfer</source>
            <translation>Platform-Überweisung</translation>
        </message>
        <message>
            <location filename="../transaction_filter.py" />
            <source>Data transaction</source>
            <translation>Datentransaktion</translation>
        </message>
        <message>
            <location filename="../transaction_filter.py" />
            <source>Other</source>
            <translation>Andere</translation>
        </message>
        <message>
            <location filename="../transaction_record.py" />
            <source>Received from</source>
            <translation>Empfangen von</translation>
        </message>
        <message>
            <location filename="../transaction_record.py" />
            <source>Payment to yourself</source>
            <translation>Zahlung an Sie selbst</translation>
        </message>
        <message>
            <location filename="../transaction_table.py" />
            <source>Type</source>
            <translation>Art</translation>
        </message>
        <message>
            <location filename="../transaction_table.py" />
            <source>Address / Label</source>
            <translation>Adresse / Bezeichnung</translation>
        </message>
        <message>
            <location filename="../transaction_table.py" />
            <source>Unconfirmed</source>
            <translation>Unbestätigt</translation>
        </message>
        <message>
            <location filename="../transaction_table.py" />
            <source>Abandoned</source>
            <translation>Aufgegeben</translation>
        </message>
        <message>
            <location filename="../transaction_table.py" />
            <source>Conflicted</source>
            <translation>Im Konflikt</translation>
        </message>
        <message numerus="yes">
            <location filename="../transaction_table.py" />
            <source>Immature ({n} confirmations, will be available after {left})</source>
            <translation>
                <numerusform>Unreif ({n} Bestätigung, verfügbar nach {left} weiteren)</numerusform>
                <numerusform>Unreif ({n} Bestätigungen, verfügbar nach {left} weiteren)</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../transaction_table.py" />
            <source>Generated but not accepted</source>
            <translation>Erzeugt, aber nicht angenommen</translation>
        </message>
        <message numerus="yes">
            <location filename="../transaction_table.py" />
            <source>{n} confirmations</source>
            <translation>
                <numerusform>{n} Bestätigung</numerusform>
                <numerusform>{n} Bestätigungen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../transaction_table.py" />
            <source>{confirmations}, locked via {locks}</source>
            <translation>{confirmations}, gesichert durch {locks}</translation>
        </message>
        <message>
            <location filename="../transaction_table.py" />
            <source> and </source>
            <translation> und </translation>
        </message>
        <message>
            <location filename="../transaction_table.py" />
            <source>Confirmed</source>
            <translation>Bestätigt</translation>
        </message>
        <message>
            <location filename="../transaction_table.py" />
            <source>Confirming</source>
            <translation>Wird bestätigt</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Amount (DASH)</source>
            <translation>Betrag (DASH)</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>ID</source>
            <translation>Kennung</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Write the rows shown to a CSV file</source>
            <translation>Die gezeigten Zeilen in eine CSV-Datei schreiben</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>This is no amount.</source>
            <translation>Das ist kein Betrag.</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>First day</source>
            <translation>Erster Tag</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Last day</source>
            <translation>Letzter Tag</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Address, label or transaction id</source>
            <translation>Adresse, Bezeichnung oder Transaktionskennung</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Least amount</source>
            <translation>Mindestbetrag</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Copy transaction id</source>
            <translation>Transaktionskennung kopieren</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Show details</source>
            <translation>Einzelheiten zeigen</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>{count} selected, {total}</source>
            <translation>{count} gewählt, {total}</translation>
        </message>
        <message numerus="yes">
            <location filename="../transactions_page.py" />
            <source>{n} transactions</source>
            <translation>
                <numerusform>{n} Transaktion</numerusform>
                <numerusform>{n} Transaktionen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Copy raw transaction</source>
            <translation>Rohe Transaktion kopieren</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Copy full details</source>
            <translation>Alle Einzelheiten kopieren</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Edit label…</source>
            <translation>Bezeichnung bearbeiten …</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Show on {host}</source>
            <translation>Auf {host} zeigen</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Abandon transaction</source>
            <translation>Transaktion aufgeben</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Resend transaction</source>
            <translation>Transaktion erneut senden</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Edit label</source>
            <translation>Bezeichnung bearbeiten</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Label of {address}</source>
            <translation>Bezeichnung von {address}</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>The transaction could not be abandoned: it is known to the network.</source>
            <translation>Die Transaktion konnte nicht aufgegeben werden: Das Netzwerk kennt sie.</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>The transaction was sent again.</source>
            <translation>Die Transaktion wurde erneut gesendet.</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>The node refused the transaction.</source>
            <translation>Der Knoten hat die Transaktion abgelehnt.</translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>Export transactions</source>
            <translation>Transaktionen exportieren</translation>
        </message>
        <message numerus="yes">
            <location filename="../transactions_page.py" />
            <source>{n} transactions were written to {path}.</source>
            <translation>
                <numerusform>{n} Transaktion wurde nach {path} geschrieben.</numerusform>
                <numerusform>{n} Transaktionen wurden nach {path} geschrieben.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../transactions_page.py" />
            <source>{path} could not be written: {error}</source>
            <translation>{path} konnte nicht geschrieben werden: {error}</translation>
        </message>
        <message>
            <location filename="../tray.py" />
            <source>&amp;Show / hide</source>
            <translation>&amp;Zeigen / verbergen</translation>
        </message>
        <message>
            <location filename="../units.py" />
            <source>Dash</source>
            <translation>Dash</translation>
        </message>
        <message>
            <location filename="../units.py" />
            <source>Milli-Dash (1 / 1,000)</source>
            <translation>Milli-Dash (1 / 1.000)</translation>
        </message>
        <message>
            <location filename="../units.py" />
            <source>Micro-Dash (1 / 1,000,000)</source>
            <translation>Mikro-Dash (1 / 1.000.000)</translation>
        </message>
        <message>
            <location filename="../units.py" />
            <source>Duffs (1 / 100,000,000)</source>
            <translation>Duffs (1 / 100.000.000)</translation>
        </message>
        <message>
            <location filename="../uri.py" />
            <source>This is not a link.</source>
            <translation>Das ist kein Link.</translation>
        </message>
        <message>
            <location filename="../uri.py" />
            <source>Links to pay begin with {scheme}:</source>
            <translation>Links zum Bezahlen beginnen mit {scheme}:</translation>
        </message>
        <message>
            <location filename="../uri.py" />
            <source>The link names no address.</source>
            <translation>Der Link nennt keine Adresse.</translation>
        </message>
        <message>
            <location filename="../uri.py" />
            <source>{text} is no amount.</source>
            <translation>{text} ist kein Betrag.</translation>
        </message>
        <message>
            <location filename="../uri.py" />
            <source>The link needs {key}, which is not supported.</source>
            <translation>Der Link verlangt {key}, was nicht unterstützt wird.</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>&amp;Open wallet</source>
            <translation>Wallet ö&amp;ffnen</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>&amp;Create wallet…</source>
            <translation>Wallet &amp;anlegen …</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Close &amp;wallet</source>
            <translation>Wallet s&amp;chließen</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Close &amp;all wallets</source>
            <translation>Alle Wallets schließen</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>&amp;Backup wallet…</source>
            <translation>Wallet &amp;sichern …</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>&amp;Restore wallet…</source>
            <translation>Wallet &amp;wiederherstellen …</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Open &amp;link…</source>
            <translation>&amp;Link öffnen …</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>&amp;Sign message…</source>
            <translation>&amp;Nachricht signieren …</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>&amp;Verify message…</source>
            <translation>Nachricht &amp;prüfen …</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Load PSBT from &amp;file…</source>
            <translation>PSBT aus &amp;Datei laden …</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Load PSBT from clip&amp;board…</source>
            <translation>PSBT aus &amp;Zwischenablage laden …</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>&amp;Encrypt wallet…</source>
            <translation>Wallet ver&amp;schlüsseln …</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>&amp;Change passphrase…</source>
            <translation>&amp;Passphrase ändern …</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>&amp;Unlock wallet…</source>
            <translation>Wallet &amp;entsperren …</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>&amp;Lock wallet</source>
            <translation>&amp;Wallet sperren</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Show &amp;recovery phrase…</source>
            <translation>Wiederherstellungswörter &amp;zeigen …</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>&amp;Sending addresses</source>
            <translation>&amp;Zahlungsadressen</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>&amp;Receiving addresses</source>
            <translation>&amp;Empfangsadressen</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>[default wallet]</source>
            <translation>[Standard-Wallet]</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>(no wallets)</source>
            <translation>(keine Wallets)</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>{name} is open.</source>
            <translation>{name} ist geöffnet.</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>The default wallet is open.</source>
            <translation>Die Standard-Wallet ist geöffnet.</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Close all wallets</source>
            <translation>Alle Wallets schließen</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Do you want to close every wallet?</source>
            <translation>Wollen Sie alle Wallets schließen?</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Backup wallet</source>
            <translation>Wallet sichern</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Wallets (*.dat)</source>
            <translation>Wallets (*.dat)</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>The wallet was copied to {path}.</source>
            <translation>Die Wallet wurde nach {path} kopiert.</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>The wallet could not be copied to {path}.</source>
            <translation>Die Wallet konnte nicht nach {path} kopiert werden.</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Restore wallet</source>
            <translation>Wallet wiederherstellen</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Wallets (*.dat);;All files (*)</source>
            <translation>Wallets (*.dat);;Alle Dateien (*)</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Name of the wallet</source>
            <translation>Name der Wallet</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>{name} was restored.</source>
            <translation>{name} wurde wiederhergestellt.</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Open link</source>
            <translation>Link öffnen</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>dash: link</source>
            <translation>dash:-Link</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Load PSBT</source>
            <translation>PSBT laden</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>Partially signed transactions (*.psbt);;All files (*)</source>
            <translation>Teilweise signierte Transaktionen (*.psbt);;Alle Dateien (*)</translation>
        </message>
        <message>
            <location filename="../wallet_menu.py" />
            <source>This is no partially signed transaction: {error}</source>
            <translation>Das ist keine teilweise signierte Transaktion: {error}</translation>
        </message>
        <message>
            <location filename="../wallet_view.py" />
            <source>Overview</source>
            <translation>Übersicht</translation>
        </message>
        <message>
            <location filename="../wallet_view.py" />
            <source>Receive</source>
            <translation>Empfangen</translation>
        </message>
    </context>
</TS>
