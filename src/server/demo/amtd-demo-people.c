/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-demo-people.h"

const AmtdDemoAuthority amtd_demo_authorities[] = {
    {"leinhagen", "Stadt Leinhagen", "Am Markt 1", "29999 Leinhagen", "rathaus@leinhagen.example"},
    {"nordwiek", "Samtgemeinde Nordwiek", "Deichstraße 12", "26999 Nordwiek", "rathaus@nordwiek.example"},
    {NULL},
};

const AmtdDemoTeam amtd_demo_teams[] = {
    {"leinhagen", "residents", "Bürgerbüro"},
    {"leinhagen", "civil-status", "Standesamt"},
    {"leinhagen", "trade", "Gewerbeamt"},
    {"leinhagen", "tax", "Steueramt"},
    {"nordwiek", "residents", "Bürgerservice"},
    {"nordwiek", "civil-status", "Standesamt"},
    {"nordwiek", "trade", "Ordnungsamt"},
    {"nordwiek", "tax", "Steuern und Abgaben"},
    {NULL},
};

/* clang-format off */
const AmtdDemoPerson amtd_demo_people[] = {
  { "a.thiessen", "Annegret Thießen", "Sachbearbeiterin", "leinhagen", "clerk", "residents trade tax", "sign-residents sign-trade sign-tax" },
  { "j.dordevic", "Jörg Đorđević", "Sachbearbeiter", "leinhagen", "clerk", "residents trade tax", "sign-residents sign-trade sign-tax" },
  { "m.roehrs", "Maike Röhrs", "Standesbeamtin", "leinhagen", "registrar", "civil-status", "sign-civil-status" },
  { "k.petersen", "Karin Petersen", "Teamleiterin", "leinhagen", "supervisor", "residents civil-status trade tax", "sign-residents sign-trade sign-tax" },
  { "l.admin", "Lars Admin", "Administrator", "leinhagen", "administrator", "residents civil-status trade tax", NULL },
  { "s.nordmann", "Silke Nordmann", "Sachbearbeiterin", "nordwiek", "clerk", "residents trade tax", "sign-residents sign-trade sign-tax" },
  { "t.wiek", "Thees Wiek", "Standesbeamter", "nordwiek", "registrar", "civil-status", "sign-civil-status" },
  { NULL },
};

const AmtdDemoCitizen amtd_demo_citizens[] = {
  { "z.lukaszewicz", "Żaneta", "Łukaszewicz-Weiß", "1988-04-17", "Łódź", "Lindenweg 7", "polnisch", "substantial" },
  { "g.nguyen", "Thị Hương Giang", "Nguyễn", "1993-09-02", "Đà Nẵng", "Bahnhofstraße 31 a", "vietnamesisch", "substantial" },
  { "th.gudmundsdottir", "Þórdís", "Guðmundsdóttir", "1979-01-28", "Ísafjörður", "Mühlenstraße 4", "isländisch", "substantial" },
  { "g.szucs", "Győző", "Szűcs", "1965-11-11", "Győr", "Am Stadtwall 18", "ungarisch", "high" },
  { "l.stastny", "Ľubomír", "Šťastný", "1991-06-23", "Košice", "Gartenstraße 9", "slowakisch", "substantial" },
  { "s.turcanu", "Ștefania", "Țurcanu", "1984-03-08", "Iași", "Hinter der Kirche 2", "rumänisch", "low" },
  { "c.yildirim", "Çağla", "Yıldırım-Preuß", "1996-12-30", "Eskişehir", "Schulstraße 55", "deutsch", "substantial" },
  { "m.berzins", "Māris", "Bērziņš", "1972-07-14", "Liepāja", "Fährweg 3", "lettisch", "substantial" },
  { "k.dvorakova", "Kateřina", "Dvořáková", "2001-02-05", "Plzeň", "Marktstraße 20", "tschechisch", "low" },
  { "s.kjaer", "Søren", "Ørsted Kjær", "1958-08-19", "Ærøskøbing", "Am Deich 41", "dänisch", "substantial" },
  { "h.mueller", "Hans-Jürgen", "Müller", "1949-05-01", "Leinhagen", "Rosenweg 12", "deutsch", "substantial" },
  { "f.grosse", "Friederike", "Große-Strauß", "1990-10-10", "Göttingen", "Feldstraße 6", "deutsch", "high" },
  { "j.ozturk", "Jülide", "Öztürk", "1983-09-27", "Hannover", "Bahnhofstraße 8", "deutsch", "substantial" },
  { "a.zukauskaite", "Agnė", "Žukauskaitė", "1998-01-15", "Šiauliai", "Lindenweg 22", "litauisch", "low" },
  { "i.colakovic", "Ivana", "Čolaković", "1987-07-07", "Đakovo", "Neue Straße 17", "kroatisch", "substantial" },
  { "e.saarinen", "Eeva-Liisa", "Väisänen", "1969-03-31", "Jyväskylä", "Heideweg 5", "finnisch", "substantial" },
  { "p.oconnor", "Pádraig", "Ó Conchúir", "1981-03-17", "Dún Laoghaire", "Kirchgasse 3", "irisch", "low" },
  { "m.fernandez", "María Begoña", "Fernández Núñez", "1975-12-08", "A Coruña", "Gartenstraße 27", "spanisch", "substantial" },
  { "j.goncalves", "João", "Gonçalves Simões", "1992-06-10", "Évora", "Am Bach 14", "portugiesisch", "substantial" },
  { "f.lefevre", "François-Noël", "Lefèvre", "1986-12-25", "Besançon", "Schulstraße 2", "französisch", "low" },
  { "a.hadzic", "Amra", "Hadžić", "1994-04-04", "Tuzla", "Brunnenstraße 33", "bosnisch-herzegowinisch", "substantial" },
  { "d.petrov", "Dimităr", "Petrov", "1977-05-24", "Plovdiv", "Mühlenstraße 19", "bulgarisch", "low" },
  { "o.kovalenko", "Oleksandra", "Kovaľenko", "1999-08-24", "Poltava", "Bergstraße 11", "ukrainisch", "substantial" },
  { "e.maartensson", "Åsa", "Mårtensson", "1989-06-06", "Växjö", "Wiesengrund 8", "schwedisch", "substantial" },
  { "b.jansen", "Björn", "Janßen", "1980-02-29", "Emden", "Hafenstraße 1", "deutsch", "substantial" },
  { "w.ahlers", "Wiebke", "Ahlers", "1961-10-03", "Leinhagen", "Am Markt 9", "deutsch", "high" },
  { "x.zhang", "Xiùyīng", "Zhāng", "1995-05-20", "Shànghǎi", "Neue Straße 48", "chinesisch", "low" },
  { "t.mikkola", "Tõnu", "Põldmäe", "1973-02-24", "Võru", "Feldstraße 15", "estnisch", "substantial" },
  { "r.camilleri", "Ġorġ", "Ħaż-Żebbuġi", "1968-09-21", "Żurrieq", "Rosenweg 30", "maltesisch", "low" },
  { "n.busch", "Nele", "Busch", "2004-11-05", "Nordwiek", "Deichstraße 77", "deutsch", "substantial" },
  { NULL },
};
/* clang-format on */
