"""The same event study in pandas and numpy: whole columns of events at a time, no loop over events.

Reads the files of the folder that it is given, writes the statistics of window [-10,10] and of its sessions there, and prints what took how many seconds.
"""
import os
import sys
import time

import numpy as np
import pandas as pd

EST, WIN = (-250, -11), (-10, 10)
os.chdir(sys.argv[1])
start = time.perf_counter()
returns = pd.read_csv('returns.csv', parse_dates=['session'])
events = pd.read_csv('events.csv', dtype={'event_id': str}, parse_dates=['session'])
read = time.perf_counter()

table = returns.pivot(index='session', columns='symbol', values='ret')
index = table['INDEX'].to_numpy()
values = table.to_numpy()
column = table.columns.get_indexer(events['symbol'])
row = table.index.searchsorted(events['session'])
pivoted = time.perf_counter()


def window(bounds):
    rows = row[:, None] + np.arange(bounds[0], bounds[1] + 1)
    return values[rows, column[:, None]], index[rows]


def sd(x, axis=0):
    return x.std(axis=axis, ddof=1)


r, m = window(EST)
R, M = window(WIN)
n, L = r.shape
w = R.shape[1]
mean_m, mean_r = m.mean(axis=1, keepdims=True), r.mean(axis=1, keepdims=True)
dm = m - mean_m
sxx = (dm ** 2).sum(axis=1, keepdims=True)
beta = (dm * (r - mean_r)).sum(axis=1, keepdims=True) / sxx
alpha = mean_r - beta * mean_m
e = r - alpha - beta * m
s = np.sqrt((e ** 2).sum(axis=1, keepdims=True) / (L - 2))
ar = R - alpha - beta * M
sar = ar / (s * np.sqrt(1 + 1 / L + (M - mean_m) ** 2 / sxx))
car = ar.sum(axis=1)
scar = car / (s[:, 0] * np.sqrt(w + w * w / L + (M - mean_m).sum(axis=1) ** 2 / sxx[:, 0]))
z = e / sd(e, 1)[:, None]
rho = ((z.sum(axis=0) ** 2).sum() / (L - 1) - n) / (n * (n - 1))
kp = np.sqrt((1 - rho) / (1 + (n - 1) * rho))
kp_patell = 1 / np.sqrt(1 + (n - 1) * rho)
q = n * (L - 2) / (L - 4)
spread = sd(e.mean(axis=0))
both = np.concatenate([e, ar], axis=1)
T = L + w
order = both.argsort(axis=1)
rank = np.empty_like(order)
np.put_along_axis(rank, order, np.arange(1, T + 1)[None, :], axis=1)
u = (rank / (T + 1)).mean(axis=0) - 0.5
S = np.sqrt((u ** 2).mean())
p = (e > 0).mean(axis=1).mean()
bhar = (1 + R).prod(axis=1) - (1 + M).prod(axis=1)

out = []


def put(first, last, name, value):
    out.append((first, last, name, value))


def column_statistics(first, last, mean_name, x, sx, patell, k, rank_z, holding):
    put(first, last, mean_name, x.mean())
    put(first, last, 'csect_t', x.mean() * np.sqrt(n) / sd(x))
    put(first, last, 'bw1985_t', x.mean() / (spread * np.sqrt(k)))
    put(first, last, 'patell_z', patell)
    bmp = sx.mean() * np.sqrt(n) / sd(sx)
    put(first, last, 'bmp_t', bmp)
    put(first, last, 'kp_bmp_t', bmp * kp)
    put(first, last, 'kp_patell_z', patell * kp_patell)
    put(first, last, 'corrado_rank_z', rank_z)
    positive = (x > 0).sum()
    put(first, last, 'sign_z', (positive - n / 2) / np.sqrt(n / 4))
    put(first, last, 'gsign_z', (positive - n * p) / np.sqrt(n * p * (1 - p)))
    put(first, last, 'bhar_csect_t', holding.mean() * np.sqrt(n) / sd(holding))


for k in range(w):
    column_statistics(WIN[0] + k, WIN[0] + k, 'aar', ar[:, k], sar[:, k], sar[:, k].sum() / np.sqrt(q), 1, u[L + k] / S, R[:, k] - M[:, k])
column_statistics(WIN[0], WIN[1], 'caar', car, scar, sar.sum() / np.sqrt(w * q), w, np.sqrt(w) * u[L:].mean() / S, bhar)
done = time.perf_counter()
pd.DataFrame(out, columns=['rel_from', 'rel_to', 'statistic', 'value']).to_csv('statistics.csv', index=False)
print(f'pandas and numpy: read_csv, pivot, study\t{done - start}')
print(f'pandas and numpy: pivot, study, of what is read already\t{done - read}')
print(f'numpy: study, of what is pivoted already\t{done - pivoted}')
