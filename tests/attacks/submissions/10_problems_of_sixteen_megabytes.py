# mechanism: every one of a thousand cells, and every call, is answered with texts of 16 MB
# success: the grader keeps all of them and runs out of memory

# %%
import gc
import sys

frames = sys.modules["autograder.sandbox.inside.protocol.channel"]
messages = sys.modules["autograder.sandbox.inside.protocol.messages"]
end = next(thing for thing in gc.get_objects() if isinstance(thing, frames.WorkerEnd))
STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
send = end.send
text = "No module named '" + "a" * 5_000_000


def large(message):
    problem = messages.Problem("ImportError", text, 1, 1, text)
    if isinstance(message, messages.Executed):
        send(messages.Executed(message.id, problem, False))
    elif isinstance(message, messages.Returned):
        send(messages.Raised(message.id, problem, False))
    else:
        send(message)


end.send = large

# %%
cell_1 = 1

# %%
cell_2 = 2

# %%
cell_3 = 3

# %%
cell_4 = 4

# %%
cell_5 = 5

# %%
cell_6 = 6

# %%
cell_7 = 7

# %%
cell_8 = 8

# %%
cell_9 = 9

# %%
cell_10 = 10

# %%
cell_11 = 11

# %%
cell_12 = 12

# %%
cell_13 = 13

# %%
cell_14 = 14

# %%
cell_15 = 15

# %%
cell_16 = 16

# %%
cell_17 = 17

# %%
cell_18 = 18

# %%
cell_19 = 19

# %%
cell_20 = 20

# %%
cell_21 = 21

# %%
cell_22 = 22

# %%
cell_23 = 23

# %%
cell_24 = 24

# %%
cell_25 = 25

# %%
cell_26 = 26

# %%
cell_27 = 27

# %%
cell_28 = 28

# %%
cell_29 = 29

# %%
cell_30 = 30

# %%
cell_31 = 31

# %%
cell_32 = 32

# %%
cell_33 = 33

# %%
cell_34 = 34

# %%
cell_35 = 35

# %%
cell_36 = 36

# %%
cell_37 = 37

# %%
cell_38 = 38

# %%
cell_39 = 39

# %%
cell_40 = 40

# %%
cell_41 = 41

# %%
cell_42 = 42

# %%
cell_43 = 43

# %%
cell_44 = 44

# %%
cell_45 = 45

# %%
cell_46 = 46

# %%
cell_47 = 47

# %%
cell_48 = 48

# %%
cell_49 = 49

# %%
cell_50 = 50

# %%
cell_51 = 51

# %%
cell_52 = 52

# %%
cell_53 = 53

# %%
cell_54 = 54

# %%
cell_55 = 55

# %%
cell_56 = 56

# %%
cell_57 = 57

# %%
cell_58 = 58

# %%
cell_59 = 59

# %%
cell_60 = 60

# %%
cell_61 = 61

# %%
cell_62 = 62

# %%
cell_63 = 63

# %%
cell_64 = 64

# %%
cell_65 = 65

# %%
cell_66 = 66

# %%
cell_67 = 67

# %%
cell_68 = 68

# %%
cell_69 = 69

# %%
cell_70 = 70

# %%
cell_71 = 71

# %%
cell_72 = 72

# %%
cell_73 = 73

# %%
cell_74 = 74

# %%
cell_75 = 75

# %%
cell_76 = 76

# %%
cell_77 = 77

# %%
cell_78 = 78

# %%
cell_79 = 79

# %%
cell_80 = 80

# %%
cell_81 = 81

# %%
cell_82 = 82

# %%
cell_83 = 83

# %%
cell_84 = 84

# %%
cell_85 = 85

# %%
cell_86 = 86

# %%
cell_87 = 87

# %%
cell_88 = 88

# %%
cell_89 = 89

# %%
cell_90 = 90

# %%
cell_91 = 91

# %%
cell_92 = 92

# %%
cell_93 = 93

# %%
cell_94 = 94

# %%
cell_95 = 95

# %%
cell_96 = 96

# %%
cell_97 = 97

# %%
cell_98 = 98

# %%
cell_99 = 99

# %%
cell_100 = 100

# %%
cell_101 = 101

# %%
cell_102 = 102

# %%
cell_103 = 103

# %%
cell_104 = 104

# %%
cell_105 = 105

# %%
cell_106 = 106

# %%
cell_107 = 107

# %%
cell_108 = 108

# %%
cell_109 = 109

# %%
cell_110 = 110

# %%
cell_111 = 111

# %%
cell_112 = 112

# %%
cell_113 = 113

# %%
cell_114 = 114

# %%
cell_115 = 115

# %%
cell_116 = 116

# %%
cell_117 = 117

# %%
cell_118 = 118

# %%
cell_119 = 119

# %%
cell_120 = 120

# %%
cell_121 = 121

# %%
cell_122 = 122

# %%
cell_123 = 123

# %%
cell_124 = 124

# %%
cell_125 = 125

# %%
cell_126 = 126

# %%
cell_127 = 127

# %%
cell_128 = 128

# %%
cell_129 = 129

# %%
cell_130 = 130

# %%
cell_131 = 131

# %%
cell_132 = 132

# %%
cell_133 = 133

# %%
cell_134 = 134

# %%
cell_135 = 135

# %%
cell_136 = 136

# %%
cell_137 = 137

# %%
cell_138 = 138

# %%
cell_139 = 139

# %%
cell_140 = 140

# %%
cell_141 = 141

# %%
cell_142 = 142

# %%
cell_143 = 143

# %%
cell_144 = 144

# %%
cell_145 = 145

# %%
cell_146 = 146

# %%
cell_147 = 147

# %%
cell_148 = 148

# %%
cell_149 = 149

# %%
cell_150 = 150

# %%
cell_151 = 151

# %%
cell_152 = 152

# %%
cell_153 = 153

# %%
cell_154 = 154

# %%
cell_155 = 155

# %%
cell_156 = 156

# %%
cell_157 = 157

# %%
cell_158 = 158

# %%
cell_159 = 159

# %%
cell_160 = 160

# %%
cell_161 = 161

# %%
cell_162 = 162

# %%
cell_163 = 163

# %%
cell_164 = 164

# %%
cell_165 = 165

# %%
cell_166 = 166

# %%
cell_167 = 167

# %%
cell_168 = 168

# %%
cell_169 = 169

# %%
cell_170 = 170

# %%
cell_171 = 171

# %%
cell_172 = 172

# %%
cell_173 = 173

# %%
cell_174 = 174

# %%
cell_175 = 175

# %%
cell_176 = 176

# %%
cell_177 = 177

# %%
cell_178 = 178

# %%
cell_179 = 179

# %%
cell_180 = 180

# %%
cell_181 = 181

# %%
cell_182 = 182

# %%
cell_183 = 183

# %%
cell_184 = 184

# %%
cell_185 = 185

# %%
cell_186 = 186

# %%
cell_187 = 187

# %%
cell_188 = 188

# %%
cell_189 = 189

# %%
cell_190 = 190

# %%
cell_191 = 191

# %%
cell_192 = 192

# %%
cell_193 = 193

# %%
cell_194 = 194

# %%
cell_195 = 195

# %%
cell_196 = 196

# %%
cell_197 = 197

# %%
cell_198 = 198

# %%
cell_199 = 199

# %%
cell_200 = 200

# %%
cell_201 = 201

# %%
cell_202 = 202

# %%
cell_203 = 203

# %%
cell_204 = 204

# %%
cell_205 = 205

# %%
cell_206 = 206

# %%
cell_207 = 207

# %%
cell_208 = 208

# %%
cell_209 = 209

# %%
cell_210 = 210

# %%
cell_211 = 211

# %%
cell_212 = 212

# %%
cell_213 = 213

# %%
cell_214 = 214

# %%
cell_215 = 215

# %%
cell_216 = 216

# %%
cell_217 = 217

# %%
cell_218 = 218

# %%
cell_219 = 219

# %%
cell_220 = 220

# %%
cell_221 = 221

# %%
cell_222 = 222

# %%
cell_223 = 223

# %%
cell_224 = 224

# %%
cell_225 = 225

# %%
cell_226 = 226

# %%
cell_227 = 227

# %%
cell_228 = 228

# %%
cell_229 = 229

# %%
cell_230 = 230

# %%
cell_231 = 231

# %%
cell_232 = 232

# %%
cell_233 = 233

# %%
cell_234 = 234

# %%
cell_235 = 235

# %%
cell_236 = 236

# %%
cell_237 = 237

# %%
cell_238 = 238

# %%
cell_239 = 239

# %%
cell_240 = 240

# %%
cell_241 = 241

# %%
cell_242 = 242

# %%
cell_243 = 243

# %%
cell_244 = 244

# %%
cell_245 = 245

# %%
cell_246 = 246

# %%
cell_247 = 247

# %%
cell_248 = 248

# %%
cell_249 = 249

# %%
cell_250 = 250

# %%
cell_251 = 251

# %%
cell_252 = 252

# %%
cell_253 = 253

# %%
cell_254 = 254

# %%
cell_255 = 255

# %%
cell_256 = 256

# %%
cell_257 = 257

# %%
cell_258 = 258

# %%
cell_259 = 259

# %%
cell_260 = 260

# %%
cell_261 = 261

# %%
cell_262 = 262

# %%
cell_263 = 263

# %%
cell_264 = 264

# %%
cell_265 = 265

# %%
cell_266 = 266

# %%
cell_267 = 267

# %%
cell_268 = 268

# %%
cell_269 = 269

# %%
cell_270 = 270

# %%
cell_271 = 271

# %%
cell_272 = 272

# %%
cell_273 = 273

# %%
cell_274 = 274

# %%
cell_275 = 275

# %%
cell_276 = 276

# %%
cell_277 = 277

# %%
cell_278 = 278

# %%
cell_279 = 279

# %%
cell_280 = 280

# %%
cell_281 = 281

# %%
cell_282 = 282

# %%
cell_283 = 283

# %%
cell_284 = 284

# %%
cell_285 = 285

# %%
cell_286 = 286

# %%
cell_287 = 287

# %%
cell_288 = 288

# %%
cell_289 = 289

# %%
cell_290 = 290

# %%
cell_291 = 291

# %%
cell_292 = 292

# %%
cell_293 = 293

# %%
cell_294 = 294

# %%
cell_295 = 295

# %%
cell_296 = 296

# %%
cell_297 = 297

# %%
cell_298 = 298

# %%
cell_299 = 299

# %%
cell_300 = 300
