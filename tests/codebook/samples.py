"""Small files in the published forms."""

from __future__ import annotations


def _hcpcs(code: str, record: str, long: str, short: str = "", dates: str = "") -> str:
    line = f"{code:<5}{'00100'}{record}{long:<80}{short:<28}"
    return f"{line:<268}{dates}".rstrip() + "\n"


TABULAR = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular><version>2026</version>
<chapter><name>4</name><desc>Endocrine diseases (E00-E89)</desc>
 <excludes1><note>transitory disorders of the newborn (P70-P74)</note></excludes1>
 <section id="E08-E16"><desc>Everything sweet (E08-E16)</desc>
  <includes><note>sugar</note></includes></section>
 <section id="E08-E13"><desc>Diabetes mellitus (E08-E13)</desc>
  <diag><name>E11</name><desc>Type 2 diabetes mellitus</desc>
   <includes><note>diabetes NOS</note></includes>
   <useAdditionalCode><note>code to identify control using insulin (Z79.4)</note>
    </useAdditionalCode>
   <excludes1><note>gestational diabetes (E13.-)</note><note>type 1 (E10.0-E10.9)</note>
    </excludes1>
   <diag><name>E11.3</name><desc>Type 2 diabetes mellitus with eye complications</desc>
    <sevenChrNote><note>One of these shows the eye:</note></sevenChrNote>
    <sevenChrDef><extension char="1">right eye</extension><note>the other left</note>
     <extension char="2">left eye</extension></sevenChrDef>
    <diag><name>E11.31</name><desc>Type 2 diabetes mellitus with retinopathy</desc>
     <inclusionTerm><note>Sweet eye</note></inclusionTerm></diag></diag>
   <diag><name>E11.9</name><desc>Type 2 diabetes mellitus without complications</desc></diag>
  </diag>
  <diag><name>E13</name><desc>Other specified diabetes mellitus</desc></diag>
 </section></chapter></ICD10CM.tabular>
"""
CM_INDEX = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2026</version><title>ICD-10-CM INDEX TO DISEASES and INJURIES</title>
<letter><title>D</title>
<mainTerm><title>Diabetes, diabetic<nemod>(mellitus) (sugar)</nemod></title><code>E11.9</code>
 <term level="1"><title>with</title>
  <term level="2"><title>retinopathy</title><code>E11.31-</code></term></term>
 <term level="1"><title>bronzed</title><seeAlso>Hemochromatosis</seeAlso></term>
</mainTerm></letter></ICD10CM.index>
"""
NEOPLASMS = """<ICD10CM.index><version>2026</version><title>ICD-10-CM TABLE of NEOPLASMS</title>
<indexHeading><head col="1"/><head col="2">Malignant Primary</head>
<head col="5">Benign</head></indexHeading>
<letter><title>A</title><mainTerm><title>abdomen, abdominal</title>
<cell col="2">C76.2</cell><cell col="5">-</cell>
<term level="1"><title>wall</title><cell col="2">C44.509</cell><cell col="5">D23.5</cell></term>
</mainTerm></letter></ICD10CM.index>
"""
DRUGS = NEOPLASMS.replace("TABLE of NEOPLASMS", "TABLE OF DRUGS and CHEMICALS")
CM_ORDER = (
    "00001 A00     0 Cholera                                                      Cholera\n"
    "00002 A000    1 Cholera due to Vibrio cholerae 01, biovar cholerae           "
    "Cholera due to Vibrio cholerae 01, biovar cholerae\n"
)
CM_CODES = "A000    Cholera due to Vibrio cholerae 01\nA009    Cholera, unspecified\n"
ADDENDA = (
    "Add:         C7831   Secondary malignant neoplasm of larynx\n"
    "Delete:      I420    Dilated cardiomyopathy\n"
    "Revise from: B081    Molluscum contagiosum\nRevise to:   B081    Molluscum contagiosum!\n"
)
PCS_ORDER = (
    "00001 001     0 Central Nervous System and Cranial Nerves, Bypass            "
    "Central Nervous System and Cranial Nerves, Bypass\n"
    "00002 0016070 1 Bypass Cereb Vent to Nasophar w Autol Sub, Open              "
    "Bypass Cerebral Ventricle to Nasopharynx with Autologous Tissue Substitute, Open Approach\n"
)
PCS_CODES = "0016070 Bypass Cerebral Ventricle, Open\n0016071 Bypass to Mastoid Sinus, Open\n"
_HEAD = """<axis pos="1"><title>Section</title><label code="0">Medical and Surgical</label></axis>
<axis pos="2"><title>Body System</title><label code="F">Hepatobiliary</label></axis>
<axis pos="3"><title>Operation</title><label code="T">Resection</label>
<definition>Cutting out all of a body part</definition></axis>"""


def _axis(position: int, title: str, **labels: str) -> str:
    inner = "".join(f'<label code="{sign[-1]}">{text}</label>' for sign, text in labels.items())
    return f'<axis pos="{position}"><title>{title}</title>{inner}</axis>'


PCS_TABLES = f"""<ICD10PCS.tabular><version>2026</version><title>2026 ICD-10-PCS Tables</title>
<pcsTable>{_HEAD}
<pcsRow>{_axis(4, "Body Part", _0="Liver", _4="Gallbladder")}
{_axis(5, "Approach", _0="Open", _4="Percutaneous Endoscopic")}
{_axis(6, "Device", Z="No Device")}{_axis(7, "Qualifier", Z="No Qualifier")}</pcsRow>
<pcsRow>{_axis(4, "Body Part", _4="Gallbladder")}
{_axis(5, "Approach", _4="Percutaneous Endoscopic")}
{_axis(6, "Device", Z="No Device")}{_axis(7, "Qualifier", G="Hand-Assisted")}</pcsRow>
</pcsTable></ICD10PCS.tabular>
"""
PCS_DEFINITIONS = """<ICD10PCS.definitions><version>2026</version>
<section code="0"><title>Medical and Surgical</title><axis pos="3"><title>Operation</title>
<terms><title>Resection</title><definition>Cutting out all of a body part</definition>
<includes>Total nephrectomy</includes></terms></axis></section>
<deviceAggregation><aggregate><device>Cardiac Lead, Pacemaker</device>
<operation>Insertion</operation><bodySys>Heart</bodySys><parent value="M">Cardiac Lead</parent>
</aggregate></deviceAggregation></ICD10PCS.definitions>
"""
PCS_INDEX = """<ICD10PCS.index><version>2026</version><title>2026 ICD-10-PCS Index</title>
<letter><title>C</title><mainTerm><title>Cholecystectomy</title>
<term level="1"><see>Resection, Gallbladder<codes>0FT4</codes></see></term></mainTerm>
<mainTerm><title>Colic vein</title><use>Portal Vein</use></mainTerm></letter></ICD10PCS.index>
"""
HCPCS = (
    _hcpcs("A0021", "3", "Ambulance service, outside state", "Outside state ambulance serv",
           "198501011996091020131231N")
    + _hcpcs("A0021", "4", "per mile, transport (medicaid only)")
    + _hcpcs("D0120", "3", "Periodic oral evaluation", "Periodic oral evaluation")
    + _hcpcs("J1885", "3", "Injection, ketorolac tromethamine, per 15 mg", "Ketorolac inj")
    + _hcpcs("99213", "3", "Not for us", "Not for us")
    + _hcpcs("LT", "7", "Left side", "Left side")
    + _hcpcs("P1", "7", "A normal healthy patient", "P1")
)  # fmt: skip
OWN_LIST = "number,text\n99213,my words\n0042T,my other words\n"
